// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: each wait is uniform between nothing and a ceiling that doubles. */
public final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int DOUBLINGS = 7;

    private final RandomGenerator random;
    private int failures;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** After a failure; never shorter than what the other side asked for. */
    public Duration next(Optional<Duration> retryAfter) {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, DOUBLINGS));
        failures++;
        Duration wait = Duration.ofMillis(random.nextLong(ceiling + 1));
        return retryAfter.filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
    }

    public void succeeded() {
        failures = 0;
    }
}
