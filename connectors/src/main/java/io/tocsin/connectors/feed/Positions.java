// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moves of a position. */
public final class Positions {
    /** By how much a beginning anew overlaps what was read: a vendor's times need not be in its order. */
    public static final Duration OVERLAP = Duration.ofMinutes(5);

    private Positions() {}

    /**
     * From where on to read where no cursor says it: so far back from what was read as its times may be out of order.
     *
     * @param lookback how far back to go where nothing was read
     */
    public static Instant beginning(Position before, Instant now, Duration lookback) {
        Instant known = later(before.until(), before.newest());
        return known == null ? now.minus(lookback) : known.minus(OVERLAP);
    }

    /**
     * Before when records of a feed with a cursor are of no interest: they were read, or are older than was asked for.
     */
    public static Instant floor(Position before, Instant now, Duration lookback) {
        Instant until = before.until();
        return before.cursor() != null && until != null ? until : beginning(before, now, lookback);
    }

    /** The vendor's clock may be ahead. */
    public static @Nullable Instant bounded(@Nullable Instant time, Instant now) {
        return time != null && time.isAfter(now) ? now : time;
    }

    /** The vendor answered. */
    public static Position read(
            Position before, Instant now, @Nullable String cursor, @Nullable Instant until, @Nullable Instant newest) {
        return new Position(
                now,
                cursor,
                until,
                before.passes(),
                before.segments(),
                later(before.newest(), newest),
                now,
                null,
                before.resync(),
                null);
    }

    /** The feed was read to its end. */
    public static Position passed(Position position) {
        return new Position(
                position.at(),
                position.cursor(),
                position.until(),
                position.passes() + 1,
                position.segments(),
                position.newest(),
                position.answered(),
                position.notBefore(),
                position.resync(),
                position.trouble());
    }

    /** One more segment of what was seen. */
    public static Position segmented(Position position) {
        return new Position(
                position.at(),
                position.cursor(),
                position.until(),
                position.passes(),
                position.segments() + 1,
                position.newest(),
                position.answered(),
                position.notBefore(),
                position.resync(),
                position.trouble());
    }

    /** The vendor did not answer as it should. */
    public static Position failed(Position before, Instant now, Trouble trouble, Instant notBefore) {
        return new Position(
                now,
                before.cursor(),
                before.until(),
                before.passes(),
                before.segments(),
                before.newest(),
                before.answered(),
                notBefore,
                before.resync(),
                trouble);
    }

    /**
     * The place is lost, or to be given up: reading begins anew where {@code until} says, and what is known of rows and
     * of records seen stays.
     *
     * @param resync the order that says so; the former one where the vendor does
     */
    public static Position forgotten(Position before, Instant now, @Nullable String resync, @Nullable Trouble trouble) {
        return new Position(
                now,
                null,
                before.until(),
                before.passes(),
                before.segments(),
                before.newest(),
                before.answered(),
                null,
                resync,
                trouble);
    }

    public static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
