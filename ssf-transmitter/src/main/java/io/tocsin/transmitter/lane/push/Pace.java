// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many SETs a second a receiver takes that says 429. Nobody tells the number, so it is learnt: from what it took
 * before it first said so, then a little less each time it says so again, and a little more for every second it does
 * not, until the limit is far away and forgotten. Not thread-safe, and without a clock of its own.
 */
final class Pace {
    private static final double FIRST_GUESS = 0.8;
    private static final double LESS = 0.85;
    private static final double MORE_PER_SECOND = 1.01;
    private static final double SLOWEST = 1.0 / 60;
    /** Faster than this is no limit. */
    private static final double FASTEST = 2_000;
    /** What may go at once, as a time's worth. */
    private static final double BURST_SECONDS = 0.05;

    private static final Duration MEASURED = Duration.ofSeconds(2);

    private double rate = Double.POSITIVE_INFINITY;
    private double tokens;
    private @Nullable Instant refilled;
    private @Nullable Instant began;
    private @Nullable Instant quietUntil;
    private int accepted;

    /** How many may leave now. */
    int permits(Instant now) {
        if (rate == Double.POSITIVE_INFINITY) {
            return Integer.MAX_VALUE;
        }
        refill(now);
        return (int) tokens;
    }

    /** That many have left. */
    void left(int count) {
        tokens -= count;
    }

    /** When one more may leave; not later than now if one may. */
    Instant nextAt(Instant now) {
        if (permits(now) > 0) {
            return now;
        }
        return now.plusNanos((long) Math.ceil((1 - tokens) / rate * 1e9));
    }

    void accepted(Instant now) {
        if (began == null || (unlimited() && now.isAfter(began.plus(MEASURED)))) {
            began = now;
            accepted = 0;
        }
        accepted++;
    }

    /** The receiver took no more, and asked for that much quiet. */
    void throttled(Instant now, Duration wait) {
        Instant end = now.plus(wait);
        if (quietUntil != null && now.isBefore(quietUntil)) {
            // it left before we knew
            return;
        }
        double seconds = began == null ? 1 : Math.max(0.1, seconds(began, end));
        double taken = accepted / seconds;
        if (unlimited()) {
            rate = taken * FIRST_GUESS;
        } else {
            rate = taken < rate / 2 ? taken * FIRST_GUESS : rate * LESS;
        }
        rate = Math.clamp(rate, SLOWEST, FASTEST);
        tokens = 1;
        refilled = end;
        began = end;
        quietUntil = end;
        accepted = 0;
    }

    boolean unlimited() {
        return rate == Double.POSITIVE_INFINITY;
    }

    private void refill(Instant now) {
        if (refilled == null || !now.isAfter(refilled)) {
            return;
        }
        double passed = seconds(refilled, now);
        refilled = now;
        rate *= Math.pow(MORE_PER_SECOND, passed);
        tokens = Math.min(Math.max(1, rate * BURST_SECONDS), tokens + passed * rate);
        if (rate > FASTEST) {
            rate = Double.POSITIVE_INFINITY;
            began = null;
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
