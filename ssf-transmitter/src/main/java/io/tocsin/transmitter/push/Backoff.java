// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the wait is drawn from the whole of 0 to a ceiling that doubles, so that many
 * streams that failed together do not come back together.
 *
 * @param first the ceiling after one failure
 * @param max what doubling ends at
 */
public record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS = 30;

    /** The longest wait after that many failures in a row, 1 or more. Never shrinks as they grow. */
    public Duration ceiling(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, DOUBLINGS);
        Duration ceiling = first.multipliedBy(1L << doublings);
        return ceiling.compareTo(max) < 0 ? ceiling : max;
    }

    public Duration delay(int failures, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(ceiling(failures).toMillis() + 1));
    }
}
