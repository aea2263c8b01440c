// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all connectors' configurations have in common. */
final class Check {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Check() {}

    static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches() || name.equals("unknown")) {
            throw new IllegalArgumentException(
                    "connector name is '" + name + "', expected 1 to 63 lower-case letters, digits and hyphens");
        }
        return name;
    }

    static String word(String connector, String key, @Nullable String word) {
        if (word == null || !WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("connector " + connector + ": " + key + " is '" + word
                    + "', expected 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return word;
    }

    static <T> T present(String connector, String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("connector " + connector + ": " + key + " is missing");
        }
        return value;
    }
}
