// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.transmitter.lane.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectStateTest {
    @Test
    @Requirement("SSF-8.1.2.1-6")
    void aRevocationIsNoState() {
        assertThat(SubjectState.of(
                        Sets.entry("j", "s", "alice", new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE))
                                .claims()))
                .isEmpty();
    }

    /** Whatever is left out: each state that is left says that it followed the one the receiver knows from us. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Requirement("SSF-8.1.2.1-6")
    void whatIsLeftIsStillAChainAndEndsWhereItEnded(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String start = "level-" + random.nextInt(3);
            List<String> states = new ArrayList<>(List.of(start));
            List<SubjectState> left = new ArrayList<>();
            for (int i = 0; i < random.nextInt(12); i++) {
                String before = states.getLast();
                String after = "level-" + random.nextInt(3);
                states.add(after);
                SubjectState state = Sets.levelled(before, after);
                int from = state.replacesFrom(left);
                left.subList(from, left.size()).clear();
                left.add(state);
                assertThat(left.getFirst().before()).isEqualTo(start);
                assertThat(left.stream().map(SubjectState::before).distinct().count())
                        .as("no state is left twice")
                        .isEqualTo(left.size());
            }
        }
    }
}
