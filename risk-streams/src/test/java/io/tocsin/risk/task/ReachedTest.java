// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachedTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Reached reached = new Reached();
    private final Map<CanonicalId, Instant> plainly = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCountIsThatOfCountingAllWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            // forward on the whole, back now and then
            Instant at = NOON.plusSeconds(step + random.nextInt(-300, 30));
            CanonicalId principal = new CanonicalId("acme", PrincipalKind.SESSION, "s" + random.nextInt(200));
            switch (random.nextInt(10)) {
                case 0 -> {
                    reached.forgetUntil(at.minusSeconds(900));
                    plainly.values().removeIf(then -> then.isBefore(at.minusSeconds(900)));
                }
                case 1, 2, 3, 4, 5 -> {
                    reached.add(principal, at);
                    plainly.merge(principal, at, (a, b) -> a.isAfter(b) ? a : b);
                }
                default ->
                    assertThat(reached.since(at.minusSeconds(600), principal))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(counted(at.minusSeconds(600), principal));
            }
        }
    }

    private int counted(Instant from, CanonicalId principal) {
        long others = plainly.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(principal))
                .filter(entry -> !entry.getValue().isBefore(from))
                .count();
        return Math.toIntExact(others) + 1;
    }
}
