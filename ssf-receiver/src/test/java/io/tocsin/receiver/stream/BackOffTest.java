// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackOffTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void eachWaitIsWithinACeilingThatDoublesUpToAMinute(long seed) {
        BackOff backOff = new BackOff(new Random(seed));
        long ceiling = 500;
        for (int failure = 0; failure < 100; failure++) {
            assertThat(backOff.next(Optional.empty())).isBetween(Duration.ZERO, Duration.ofMillis(ceiling));
            ceiling = Math.min(60_000, ceiling * 2);
        }
    }

    @Test
    void theOtherSideMayAskForMore() {
        Duration asked = Duration.ofMinutes(10);

        assertThat(new BackOff(new Random(1)).next(Optional.of(asked))).isEqualTo(asked);
    }

    @Test
    void successBeginsAnew() {
        BackOff backOff = new BackOff(new Random(1));
        for (int i = 0; i < 20; i++) {
            backOff.next(Optional.empty());
        }
        backOff.succeeded();

        assertThat(backOff.next(Optional.empty())).isLessThanOrEqualTo(Duration.ofMillis(500));
    }
}
