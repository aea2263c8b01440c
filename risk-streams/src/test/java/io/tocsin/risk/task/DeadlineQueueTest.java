// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class DeadlineQueueTest {
    /** Set anew, put off, brought forward, taken back: what is due is the soonest, then the first by name. */
    @RepeatedTest(20)
    void theSoonestIsDueHoweverOftenItWasPutOff(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Deadlines deadlines = new Deadlines();
        Map<String, Instant> expected = new HashMap<>();
        Instant now = Instant.EPOCH;
        for (int i = 0; i < 2_000; i++) {
            String principal = "p" + random.nextInt(20);
            Instant at = random.nextInt(4) == 0 ? null : now.plusSeconds(random.nextInt(50));
            deadlines.set(principal, at);
            if (at == null) {
                expected.remove(principal);
            } else {
                expected.put(principal, at);
            }
            now = now.plusSeconds(random.nextInt(3));
            for (Optional<Deadlines.Entry> next = soonest(expected, now);
                    next.isPresent();
                    next = soonest(expected, now)) {
                assertThat(deadlines.due(now)).as("seed %d", seed).isEqualTo(next);
                deadlines.set(next.get().principal(), null);
                expected.remove(next.get().principal());
            }
            assertThat(deadlines.due(now)).as("seed %d", seed).isEmpty();
        }
    }

    private static Optional<Deadlines.Entry> soonest(Map<String, Instant> all, Instant now) {
        return all.entrySet().stream()
                .map(entry -> new Deadlines.Entry(entry.getValue(), entry.getKey()))
                .filter(entry -> !entry.at().isAfter(now))
                .min(Comparator.comparing(Deadlines.Entry::at).thenComparing(Deadlines.Entry::principal));
    }
}
