// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.push.PushState.BackingOff;
import io.tocsin.transmitter.lane.push.PushState.Ended;
import io.tocsin.transmitter.lane.push.PushState.InFlight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneQueueTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private final LaneQueue queue = new LaneQueue();

    @Test
    void aSubjectThatFailsHoldsBackItsOwnSetsOnly() {
        PushSlot first = add(1, "alice");
        PushSlot second = add(2, "alice");
        PushSlot other = add(3, "bob");

        assertThat(queue.take(10, false, NOW)).containsExactly(first, other);
        queue.failed(first, (InFlight) first.state(), NOW.plusSeconds(5));

        assertThat(queue.take(10, false, NOW.plusSeconds(4))).isEmpty();
        assertThat(queue.nextDue()).contains(NOW.plusSeconds(5));
        assertThat(queue.take(10, false, NOW.plusSeconds(5))).containsExactly(first);
        queue.ended(first, (InFlight) first.state());
        assertThat(queue.take(10, false, NOW.plusSeconds(5))).containsExactly(second);
    }

    @Test
    void aDroppedSetLetsTheNextOfItsSubjectGo() {
        PushSlot first = add(1, "alice");
        PushSlot second = add(2, "alice");

        assertThat(queue.drop(first)).isTrue();

        assertThat(queue.take(10, false, NOW)).containsExactly(second);
        assertThat(queue.drop(second))
                .as("one in flight stays until it comes back")
                .isFalse();
    }

    /** Whatever happens: never more in flight than asked for, one per subject, subjects in order, nothing lost. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void orderWithinSubjectsAndBoundsHoldWhateverReceiversDo(long seed) {
        Random random = new Random(seed);
        int sets = 400;
        int permits = 1 + random.nextInt(16);
        Instant now = NOW;
        int added = 0;
        List<PushSlot> away = new ArrayList<>();
        Map<String, Long> lastEnded = new HashMap<>();
        Set<PushSlot> ended = new HashSet<>();
        while (ended.size() < sets) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (added < sets) {
                        add(added++, "subject-" + random.nextInt(20));
                    }
                }
                case 1 -> {
                    away.addAll(queue.take(permits - queue.inFlight(), false, now));
                    assertThat(away).hasSizeLessThanOrEqualTo(permits);
                    assertThat(away).extracting(PushSlot::orderKey).doesNotHaveDuplicates();
                    assertThat(away).allMatch(slot -> slot.state() instanceof InFlight);
                }
                case 2 -> {
                    if (!away.isEmpty()) {
                        PushSlot slot = away.remove(random.nextInt(away.size()));
                        if (random.nextInt(3) == 0) {
                            queue.failed(slot, (InFlight) slot.state(), now.plusMillis(random.nextInt(500)));
                            assertThat(slot.state()).isInstanceOf(BackingOff.class);
                        } else {
                            queue.ended(slot, (InFlight) slot.state());
                            assertThat(slot.state()).isInstanceOf(Ended.class);
                            assertThat(ended.add(slot)).isTrue();
                            Long before =
                                    lastEnded.put(slot.orderKey(), slot.set().sequence());
                            assertThat(before == null || before < slot.set().sequence())
                                    .as("order of " + slot.orderKey())
                                    .isTrue();
                        }
                    }
                }
                default -> now = now.plusMillis(random.nextInt(100));
            }
            assertThat(queue.inFlight()).isEqualTo(away.size());
        }
        assertThat(queue.take(sets, false, now.plusSeconds(60))).isEmpty();
    }

    private PushSlot add(long sequence, String orderKey) {
        PushSlot slot = new PushSlot(Sets.pending(sequence, "stream", orderKey));
        queue.add(slot);
        return slot;
    }
}
