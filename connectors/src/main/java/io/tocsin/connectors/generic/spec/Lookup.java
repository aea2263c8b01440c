// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a sender's word into one of ours.
 *
 * @param at JSON pointer to the word, within the record; absent where it is always the same
 * @param values the sender's words and ours for them, exact
 * @param otherwise ours where there is no word, or none of {@code values}; absent: such a record does not map
 */
public record Lookup(
        @Nullable String at,
        Map<String, String> values,
        @Nullable String otherwise) {
    public Lookup {
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
