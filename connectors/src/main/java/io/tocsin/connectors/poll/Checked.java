// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all connectors' configurations have in common. */
public final class Checked {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Checked() {}

    /** A connector's name. */
    public static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches() || name.equals("unknown")) {
            throw new IllegalArgumentException(
                    "connector name is '" + name + "', expected 1 to 63 lower-case letters, digits and hyphens");
        }
        return name;
    }

    /** A word that may stand in keys and addresses. */
    public static String word(String connector, String key, @Nullable String word) {
        if (word == null || !WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("connector " + connector + ": " + key + " is '" + word
                    + "', expected 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return word;
    }

    public static <T> T present(String connector, String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("connector " + connector + ": " + key + " is missing");
        }
        return value;
    }

    /** Some of a vendor's feeds; all of them where none is named. */
    static List<String> feeds(String connector, @Nullable List<String> asked, List<String> all) {
        if (asked == null || asked.isEmpty()) {
            return all;
        }
        for (String feed : asked) {
            if (!all.contains(feed)) {
                throw new IllegalArgumentException("connector " + connector + ": feeds has '" + feed
                        + "', expected some of " + String.join(", ", all));
            }
        }
        return List.copyOf(asked);
    }
}
