// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import java.util.List;

/**
 * Which names of a principal become one of their own.
 *
 * @param names as {@code KIND:value}, or the value alone where only one name has it
 */
public record SplitOrder(List<String> names) {
    public SplitOrder {
        if (names == null || names.isEmpty()) {
            throw new IllegalArgumentException("names is empty, expected at least one name that is to leave");
        }
        names = List.copyOf(names);
    }
}
