// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.order.Urgency;
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

class BacklogTest {
    private static final Lane.Room ONE = new Lane.Room(1, 1);

    private final Backlog backlog = empty(new IndexSpace(1 << 20));

    @Test
    void anUrgentSetOvertakesWhatCameBefore() {
        add(1, "bob", Urgency.BULK);
        add(2, "carol", Urgency.NORMAL);
        add(3, "alice", Urgency.URGENT);

        assertThat(backlog.take(new Lane.Room(3, 3), 1)).containsExactly(3L, 2L, 1L);
        assertThat(backlog.isDrained()).isTrue();
    }

    @Test
    void whatItsSubjectWaitsForIsCarriedAlong() {
        add(1, "bob", Urgency.NORMAL);
        add(2, "alice", Urgency.BULK);
        add(3, "bob", Urgency.NORMAL);
        add(4, "alice", Urgency.URGENT);

        assertThat(backlog.take(new Lane.Room(4, 4), 1)).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void whereThereIsRoomForUrgentSetsOnlyNoOtherComes() {
        add(1, "bob", Urgency.NORMAL);
        add(2, "alice", Urgency.BULK);
        add(3, "alice", Urgency.URGENT);

        assertThat(backlog.take(new Lane.Room(0, 5), 1))
                .as("the bulk one is as urgent as what waits for it")
                .containsExactly(2L, 3L);
        assertThat(backlog.size()).isEqualTo(1);
    }

    @Test
    void moreThanThereIsSpaceForIsLeftInTheStore() {
        IndexSpace space = new IndexSpace(100);
        Backlog bounded = empty(space);
        for (long i = 0; i < 5_000; i++) {
            if (!bounded.arrived(Sets.pending(i, "s", "subject-" + i, Urgency.NORMAL))) {
                break;
            }
        }

        assertThat(bounded.complete()).isFalse();
        assertThat(bounded.size()).isLessThan(5_000);
        assertThat(bounded.readThrough()).as("everything behind is read later").isEqualTo(bounded.size() - 1L);
        bounded.discard();
        assertThat(space.isLeft()).isTrue();
    }

    /** Whatever comes and goes: subjects in order, nothing lost, nothing twice, the oldest of each class soon. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void orderWithinSubjectsHoldsAndNothingIsLost(long seed) {
        Random random = new Random(seed);
        Map<Long, PendingSet> inside = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        Set<Long> gone = new HashSet<>();
        long next = 0;
        for (int step = 0; step < 6_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    PendingSet set =
                            Sets.pending(next++, "s", "subject-" + random.nextInt(60), Sets.anyOfASubject(random));
                    assertThat(backlog.arrived(set)).isTrue();
                    inside.put(set.sequence(), set);
                }
                case 3 -> {
                    int any = random.nextInt(6);
                    List<Long> taken = backlog.take(new Lane.Room(any, any + random.nextInt(3)), 1 + random.nextInt(3));
                    for (long sequence : taken) {
                        PendingSet set = inside.remove(sequence);
                        assertThat(set).as("taken once").isNotNull();
                        assertThat(gone.add(sequence)).isTrue();
                        Long before = last.put(set.orderKey(), sequence);
                        assertThat(before == null || before < sequence)
                                .as("order of " + set.orderKey())
                                .isTrue();
                    }
                }
                default -> {
                    if (!inside.isEmpty() && random.nextInt(4) == 0) {
                        PendingSet dropped = new ArrayList<>(inside.values()).get(random.nextInt(inside.size()));
                        backlog.remove(dropped);
                        inside.remove(dropped.sequence());
                    }
                }
            }
            assertThat(backlog.size()).isEqualTo(inside.size());
        }
        Set<Long> rest = new HashSet<>(backlog.take(new Lane.Room(10_000, 10_000), 1));
        assertThat(rest).isEqualTo(inside.keySet());
    }

    @Test
    void theOldestOfEveryClassGoesSoonHoweverManyUrgentOnesCome() {
        add(0, "old", Urgency.BULK);
        int passed = 0;
        for (long i = 1; ; i++) {
            add(i, "subject-" + i, Urgency.URGENT);
            if (backlog.take(ONE, 1).getFirst() == 0) {
                break;
            }
            passed++;
            assertThat(passed).isLessThan(20);
        }
        assertThat(passed).isPositive();
    }

    private void add(long sequence, String orderKey, Urgency urgency) {
        backlog.arrived(Sets.pending(sequence, "s", orderKey, urgency));
    }

    private static Backlog empty(IndexSpace space) {
        Backlog backlog = new Backlog(space);
        backlog.read(-1, true);
        return backlog;
    }
}
