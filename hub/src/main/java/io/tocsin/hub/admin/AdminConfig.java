// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may use the admin API.
 *
 * @param tokens none: there is no admin API
 */
public record AdminConfig(List<AdminToken> tokens) {
    public static final AdminConfig OFF = new AdminConfig(List.of());

    public AdminConfig {
        tokens = tokens == null ? List.of() : List.copyOf(tokens);
        Set<String> names = new HashSet<>();
        for (AdminToken token : tokens) {
            if (!names.add(token.name())) {
                throw new IllegalArgumentException("tokens name \"" + token.name() + "\" twice");
            }
        }
    }
}
