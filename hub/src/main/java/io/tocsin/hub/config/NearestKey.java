// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which known key somebody probably meant. The policy's reader has a search of its own: modules share what crosses a
 * topic or the wire, and forty lines are no reason for more.
 */
final class NearestKey {
    private NearestKey() {}

    /** Empty where nothing known is similar: at most a third of the letters (at least two) may differ. */
    static Optional<String> of(String unknown, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String key) -> distance(unknown, key))
                        .thenComparing(key -> key))
                .filter(key -> distance(unknown, key) <= Math.max(2, Math.max(unknown.length(), key.length()) / 3));
    }

    /** Levenshtein's distance, where two neighbours swapped count as one change. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                                1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
