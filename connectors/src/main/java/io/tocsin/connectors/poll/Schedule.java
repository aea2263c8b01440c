// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a connector asks. What is not given is as usual for the vendor.
 *
 * @param interval from the end of a pass to the beginning of the next
 * @param lookback how far back the very first pass goes
 * @param overlap how late the vendor may show a record, after newer ones
 */
public record Schedule(
        @Nullable Duration interval,
        @Nullable Duration lookback,
        @Nullable Duration overlap) {
    static final Schedule USUAL = new Schedule(null, null, null);

    public Schedule {
        positive("interval", interval);
        positive("lookback", lookback);
        positive("overlap", overlap);
    }

    /** The usual interval where none is given. */
    public Duration intervalOr(Duration usual) {
        return interval == null ? usual : interval;
    }

    /** The usual lookback where none is given. */
    public Duration lookbackOr(Duration usual) {
        return lookback == null ? usual : lookback;
    }

    /** The usual overlap where none is given. */
    public Duration overlapOr(Duration usual) {
        return overlap == null ? usual : overlap;
    }

    private static void positive(String key, @Nullable Duration given) {
        if (given != null && (given.compareTo(Duration.ofMillis(10)) < 0 || given.compareTo(Duration.ofDays(90)) > 0)) {
            throw new IllegalArgumentException("schedule." + key + " is " + given + ", expected 10 ms to 90 days");
        }
    }
}
