// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(10);

    @Test
    void someFailuresInARowOpenItAndOneSuccessClosesIt() {
        Circuit circuit = Circuit.fresh();
        for (int i = 1; i < Circuit.THRESHOLD; i++) {
            circuit = circuit.failed(LATER);
            assertThat(circuit.permits(32)).isEqualTo(32);
        }
        circuit = circuit.failed(LATER);

        assertThat(circuit.permits(32)).isZero();
        assertThat(circuit.at(NOW).permits(32)).isZero();
        assertThat(circuit.at(LATER).permits(32)).as("one goes ahead").isEqualTo(1);
        for (int ahead = 2; ahead < Circuit.WIDE; ahead *= 2) {
            circuit = circuit.at(LATER).succeeded();
            assertThat(circuit.permits(1_000)).as("twice as many").isEqualTo(ahead);
        }
        assertThat(circuit.succeeded()).isEqualTo(Circuit.fresh());
    }

    @Test
    void aProbeThatFailsOpensItAgainForLonger() {
        Circuit probing = Circuit.fresh().opened(NOW).at(NOW);

        Circuit again = probing.failed(LATER);

        assertThat(again).isEqualTo(new Circuit.Open(2, LATER));
    }

    @Test
    void whatWasUnderWayWhenItOpenedNeitherProlongsNorClosesIt() {
        Circuit open = Circuit.fresh().opened(NOW);

        assertThat(open.failed(LATER)).isEqualTo(open);
        assertThat(open.succeeded()).isEqualTo(open);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itNeverAllowsMoreThanAskedAndTimeAlwaysLetsSomethingGo(long seed) {
        Random random = new Random(seed);
        Circuit circuit = Circuit.fresh();
        Instant now = NOW;
        for (int i = 0; i < 2_000; i++) {
            Instant until = now.plusMillis(random.nextInt(1_000));
            circuit = switch (random.nextInt(4)) {
                case 0 -> circuit.succeeded();
                case 1 -> circuit.failed(until);
                case 2 -> circuit.opened(until);
                default -> circuit;
            };
            now = now.plusMillis(random.nextInt(300));
            assertThat(circuit.permits(8)).isBetween(0, 8);
            assertThat(circuit.at(now.plusSeconds(2)).permits(8)).isPositive();
        }
    }
}
