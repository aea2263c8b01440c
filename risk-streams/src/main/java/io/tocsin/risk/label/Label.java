// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.label;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident as it concerns one person.
 *
 * @param attack its kind, a word for tables
 * @param user the address of the account it is about, absent where none is
 * @param device the serial of the device it is about, absent where none is
 * @param sessions those that should not have gone on, by the identity provider's ids
 * @param start when it began
 * @param catchable the moment from which the signals said enough
 * @param end when the harm was done, or it was over
 */
public record Label(
        String attack,
        Expected expected,
        @Nullable String user,
        @Nullable String device,
        List<String> sessions,
        Instant start,
        Instant catchable,
        Instant end) {
    /** What should come of it. */
    public enum Expected {
        /** Its sessions should be revoked. */
        REVOKE,
        /** It looks bad and is not: nobody should be revoked for it. */
        SPARE,
        /** An attempt that failed: to revoke is neither asked for nor wrong. */
        EITHER
    }

    public Label {
        requireNonNull(attack, "attack");
        requireNonNull(expected, "expected");
        sessions = List.copyOf(sessions);
        requireNonNull(start, "start");
        requireNonNull(catchable, "catchable");
        requireNonNull(end, "end");
        if (user == null && device == null && sessions.isEmpty()) {
            throw new IllegalArgumentException("label of a " + attack + " names no user, device or session");
        }
        if (catchable.isBefore(start) || end.isBefore(catchable)) {
            throw new IllegalArgumentException("label of a " + attack + " runs from " + start + " over " + catchable
                    + " to " + end + ", expected them in this order");
        }
    }
}
