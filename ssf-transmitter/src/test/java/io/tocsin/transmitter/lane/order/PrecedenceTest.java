// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecedenceTest {
    private final Precedence precedence = new Precedence();

    @Test
    void theMostUrgentGoesFirst() {
        assertThat(precedence.next(EnumSet.of(Urgency.BULK, Urgency.URGENT)::contains))
                .contains(Urgency.URGENT);
        assertThat(precedence.next(EnumSet.of(Urgency.BULK, Urgency.NORMAL)::contains))
                .contains(Urgency.NORMAL);
        assertThat(precedence.next(urgency -> false)).isEmpty();
    }

    @Test
    void theStatusOfTheStreamNeverWaits() {
        for (int i = 0; i < 100; i++) {
            assertThat(precedence.next(urgency -> true)).contains(Urgency.STREAM_UPDATED);
        }
    }

    /** Whoever waits is passed over a bounded number of times, whatever else comes and goes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyStarves(long seed) {
        Random random = new Random(seed);
        Map<Urgency, Integer> since = new EnumMap<>(Urgency.class);
        Set<Urgency> waiting = EnumSet.noneOf(Urgency.class);
        for (int turn = 0; turn < 20_000; turn++) {
            for (Urgency urgency : EnumSet.of(Urgency.URGENT, Urgency.NORMAL, Urgency.BULK)) {
                if (random.nextInt(10) < 8) {
                    waiting.add(urgency);
                }
            }
            Optional<Urgency> next = precedence.next(waiting::contains);
            assertThat(next.isPresent()).isEqualTo(!waiting.isEmpty());
            for (Urgency urgency : waiting) {
                int passed = next.get() == urgency ? 0 : since.merge(urgency, 1, Integer::sum);
                since.put(urgency, passed);
                assertThat(passed).isLessThanOrEqualTo(2 * Precedence.MOST_PASSED_OVER + 2);
            }
            next.filter(done -> random.nextBoolean()).ifPresent(waiting::remove);
        }
    }
}
