// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.StreamHealth;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.stream.StreamStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A transmitter that works and has nothing to tell is not stale. */
class HeartbeatsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final Heartbeats heartbeats = new Heartbeats(Map.of("okta", Acme.signals(txn -> false)));

    private List<Signal> heard(@Nullable Instant at) {
        return heartbeats.due(List.of(new StreamHealth(
                "okta",
                StreamHealth.Phase.RUNNING,
                Optional.empty(),
                StreamStatus.ENABLED,
                Optional.ofNullable(at),
                Optional.empty(),
                0,
                0,
                0)));
    }

    @Test
    void aStreamThatIsHeardBeatsAtMostOnceAMinute() {
        assertThat(heard(NOW)).singleElement().satisfies(beat -> {
            assertThat(beat.type()).isEqualTo(SignalType.HEARTBEAT);
            assertThat(beat.source().vendor()).isEqualTo("okta");
            assertThat(beat.source().tenant()).isEqualTo("acme");
            assertThat(beat.times().event()).isEqualTo(NOW);
        });
        assertThat(heard(NOW.plusSeconds(59))).isEmpty();
        assertThat(heard(NOW.plusSeconds(60))).hasSize(1);
    }

    @Test
    void aSilentOneDoesNot() {
        assertThat(heard(null)).isEmpty();
        assertThat(heard(NOW)).hasSize(1);
        assertThat(heard(NOW)).isEmpty();
    }
}
