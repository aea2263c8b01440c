// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

/**
 * Something that is not as it was when it was sealed.
 *
 * @param kind what, in a word
 * @param from first offset of {@code decisions} it concerns; of {@code decision-checkpoints} for {@link Kind#FORGED}
 * @param to last one
 * @param text what was found and what was expected
 */
public record Finding(Kind kind, long from, long to, String text) {
    /** What can be wrong. */
    public enum Kind {
        /** A record is not what it was. */
        CHANGED,
        /** A record is gone. */
        REMOVED,
        /** A record is there that was not. */
        INSERTED,
        /** Records have changed places. */
        REORDERED,
        /** Records are not what they were, in more than one of these ways. */
        ALTERED,
        /** A checkpoint that must have been there is not. */
        MISSING_CHECKPOINT,
        /** A record among the checkpoints is none of ours. */
        FORGED
    }
}
