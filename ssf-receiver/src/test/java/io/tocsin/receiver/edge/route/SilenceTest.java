// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.StreamHealth.Phase;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.schemas.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of several hubs, the one heard longest ago counts. */
class SilenceTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock(NOW);
    private final Silence silence = new Silence(clock);

    private static StreamHealth heard(String name, @Nullable Instant at) {
        return new StreamHealth(
                name,
                Phase.RUNNING,
                Optional.empty(),
                StreamStatus.ENABLED,
                Optional.ofNullable(at),
                Optional.empty(),
                0,
                0,
                0);
    }

    @Test
    void nobodyHeardIsSilence() {
        assertThat(silence.isLongerThan(LIMIT)).isTrue();
    }

    @Test
    void oneHubThatWasNeverHeardIsSilenceHoweverLoudTheOther() {
        silence.update(List.of(heard("a", NOW), heard("b", null)));

        assertThat(silence.isLongerThan(LIMIT)).isTrue();
    }

    @Test
    void theOneHeardLongestAgoCounts() {
        silence.update(List.of(heard("a", NOW), heard("b", NOW.minus(Duration.ofMinutes(4)))));
        assertThat(silence.isLongerThan(LIMIT)).isFalse();

        clock.advance(Duration.ofMinutes(2));

        assertThat(silence.isLongerThan(LIMIT)).isTrue();
        assertThat(silence.isLongerThan(Duration.ofMinutes(10))).isFalse();
    }

    @Test
    void aClockThatIsSetBackHidesNoSilence() {
        silence.update(List.of(heard("a", NOW)));

        clock.advance(Duration.ofHours(-1));
        assertThat(silence.isLongerThan(LIMIT)).isTrue();

        silence.update(List.of(heard("a", clock.instant())));
        clock.advance(Duration.ofSeconds(-2));
        assertThat(silence.isLongerThan(LIMIT)).isFalse();
    }
}
