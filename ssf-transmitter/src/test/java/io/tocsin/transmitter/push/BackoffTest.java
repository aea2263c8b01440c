// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    @Test
    void theCeilingDoublesUpToItsMaximum() {
        Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

        assertThat(backoff.ceiling(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.ceiling(2)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.ceiling(3)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.ceiling(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCeilingNeverShrinksAndNoDelayExceedsIt(long seed) {
        Random random = new Random(seed);
        Backoff backoff = new Backoff(
                Duration.ofMillis(1 + random.nextInt(10_000)), Duration.ofMillis(10_000 + random.nextInt(1_000_000)));

        Duration before = Duration.ZERO;
        for (int failures = 1; failures < 200; failures++) {
            Duration ceiling = backoff.ceiling(failures);
            assertThat(ceiling).isGreaterThanOrEqualTo(before);
            assertThat(ceiling).isLessThanOrEqualTo(backoff.max());
            assertThat(backoff.delay(failures, random)).isBetween(Duration.ZERO, ceiling);
            before = ceiling;
        }
    }
}
