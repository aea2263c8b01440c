// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Bench;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.stream.MemoryWrites;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));
    private final MemoryWrites writes = new MemoryWrites();
    private final StatusChanges statuses = new StatusChanges(new Streams(writes.index(), writes), writes, now::get);
    private Pauses pauses = process();

    private Pauses process() {
        return new Pauses(Bench.PATIENCE, new FailingStreams(statuses));
    }

    @BeforeEach
    void aStreamThatWasPausedThreeTimes() {
        StreamRegistration stream = Sets.pushed("a", "acme", "https://rx.example/a");
        writes.register(
                        "a",
                        stream.with(new StreamState(
                                StreamStatus.PAUSED,
                                StreamStops.UNDELIVERABLE + "HTTP 503",
                                StatusSource.TRANSMITTER,
                                now.get(),
                                null,
                                3)))
                .join();
    }

    private StreamRegistration stream() {
        return writes.index().byId("a").orElseThrow();
    }

    private void lookAfter(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        pauses.look(stream(), now.get());
    }

    @Test
    @Requirement("A-31")
    void whoTakesOverAStreamWaitsAsLongAsItsFormerOwnerWouldHave() {
        Duration third = Bench.PATIENCE.resume().ceiling(3);
        assertThat(third).isGreaterThan(Bench.PATIENCE.resume().ceiling(1));

        lookAfter(third.minusSeconds(10));
        pauses = process();
        lookAfter(Duration.ofSeconds(5));
        assertThat(stream().status()).isEqualTo(StreamStatus.PAUSED);

        lookAfter(Duration.ofSeconds(5));
        assertThat(stream().status()).isEqualTo(StreamStatus.ENABLED);
        assertThat(stream().state().failedPauses()).isEqualTo(3);
    }

    @Test
    void oneThingTakenEndsTheCount() {
        lookAfter(Duration.ofDays(1));

        pauses.taken(stream(), now.get());

        assertThat(stream().state().failedPauses()).isZero();
    }

    @Test
    void aStreamThatSomebodyElsePausedStaysPaused() {
        statuses.set("a", StreamStatus.PAUSED, "by hand", StatusSource.OPERATOR).join();

        lookAfter(Duration.ofDays(30));

        assertThat(stream().status()).isEqualTo(StreamStatus.PAUSED);
    }
}
