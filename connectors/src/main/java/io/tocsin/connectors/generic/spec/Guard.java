// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import java.util.List;

/**
 * Holds where the value is one of a list, or, with no list, where there is a value.
 *
 * @param at JSON pointer
 * @param in texts, whole numbers or booleans, as text
 */
public record Guard(String at, List<String> in) {
    public Guard {
        in = in == null ? List.of() : List.copyOf(in);
    }
}
