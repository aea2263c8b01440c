// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import org.jspecify.annotations.Nullable;

/**
 * The words that nearly every record repeats, such as its tenant and its vendor, each kept once: what is read takes
 * less memory, and to find two of them equal takes no look into them. It forgets words for others of the same hash, so
 * that no input can make it grow.
 */
public final class Vocabulary {
    private static final int SLOTS = 1024;
    private static final int LONGEST = 64;

    /** Without locks: a word that another thread has just put there is as good as one's own. */
    private static final @Nullable String[] WORDS = new String[SLOTS];

    private Vocabulary() {}

    /** An equal string, the same one as before if it was asked for lately. */
    public static String known(String word) {
        if (word.length() > LONGEST) {
            return word;
        }
        int hash = word.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        String known = WORDS[slot];
        if (known != null && known.equals(word)) {
            return known;
        }
        WORDS[slot] = word;
        return word;
    }
}
