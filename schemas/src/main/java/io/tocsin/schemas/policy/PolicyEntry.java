// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step in the history of the policies in force. Several may try for the same step at once; the first one in its
 * topic counts, and the others are as if they had never been.
 *
 * @param id of this attempt
 * @param number counts the steps from 1
 * @param by who did it
 * @param comment why, as they put it; may be empty
 * @param about the version that was published, promoted, withdrawn or gone back to
 * @param text the document of {@code about}, where this step brings it in
 * @param active the version that decides from here on
 * @param shadows those that only say what they would decide
 */
public record PolicyEntry(
        String id,
        long number,
        Action action,
        Instant at,
        String by,
        String comment,
        PolicyVersion about,
        @Nullable String text,
        PolicyVersion active,
        List<Shadow> shadows) {
    public PolicyEntry {
        requireNonNull(id, "id");
        if (number < 1) {
            throw new IllegalArgumentException("number of a policy's step is " + number + ", expected 1 or more");
        }
        requireNonNull(action, "action");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
        requireNonNull(by, "by");
        requireNonNull(comment, "comment");
        requireNonNull(about, "about");
        requireNonNull(active, "active");
        shadows = List.copyOf(shadows);
    }

    /** Its key in the topic: in the order of the steps, and no attempt in the way of another. */
    public String key() {
        return "%012d|%s".formatted(number, id);
    }

    /** What was done. */
    public enum Action {
        UNKNOWN,
        /** The policy of the configuration was taken over, as the first of the history. */
        ADOPT,
        /** A document came in and decides. */
        PUBLISH,
        /** A document came in beside the one that decides. */
        SHADOW,
        /** A shadow decides. */
        PROMOTE,
        /** The one that decided before decides again. */
        ROLLBACK,
        /** A shadow is no longer computed. */
        WITHDRAW
    }

    /** A shadow, and since when it has been one. */
    public record Shadow(PolicyVersion version, Instant since) {
        public Shadow {
            requireNonNull(version, "version");
            since = requireNonNull(since, "since").truncatedTo(ChronoUnit.MICROS);
        }
    }
}
