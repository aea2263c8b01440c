// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.client.Registrations;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.stream.MemoryWrites;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Requirement({"A-50", "SSF-8.1.1-10", "SSF-8.1.1-12"})
class ActivityTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Sets.ISSUED);
    private final MemoryWrites writes = new MemoryWrites();
    private final Streams streams = new Streams(writes.index(), writes);
    private @Nullable Duration timeout = Duration.ofDays(10);
    private boolean ours = true;
    private final Activity activity = new Activity(
            streams,
            new StatusChanges(streams, writes, now::get),
            clientId -> Optional.of(receiver(clientId)),
            streamId -> ours,
            now::get);

    @Test
    void aStreamThatIsLeftAloneIsPausedWithAnAnnouncement() {
        register();

        pass(Duration.ofDays(10).minusSeconds(1));
        activity.check();
        assertThat(stream().status()).isEqualTo(StreamStatus.ENABLED);
        pass(Duration.ofSeconds(1));
        activity.check();

        assertThat(stream().status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(stream().state().by()).isEqualTo(StatusSource.TRANSMITTER);
        assertThat(stream().state().reason()).isEqualTo(Activity.TIMED_OUT);
        assertThat(writes.outbox())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.claims().events()).singleElement().isInstanceOf(SsfEvent.StreamUpdated.class));
    }

    @Test
    void activityBeginsTheTimeAnewAndIsWrittenNoOftenerThanATenthOfIt() {
        register();
        for (int hour = 0; hour < 240; hour++) {
            pass(Duration.ofHours(1));
            activity.seen(stream());
        }
        activity.check();

        assertThat(stream().status()).isEqualTo(StreamStatus.ENABLED);
        assertThat(writes.log()).hasSize(1 + 10);
        assertThat(stream().lastActive()).isAfter(now.get().minus(Duration.ofDays(1)));
    }

    @Test
    void withoutATimeoutNothingIsPaused() {
        timeout = null;
        register();

        pass(Duration.ofDays(1_000));
        activity.check();

        assertThat(stream().status()).isEqualTo(StreamStatus.ENABLED);
    }

    @Test
    void anotherInstancesStreamsAreLeftToIt() {
        register();
        ours = false;

        pass(Duration.ofDays(20));
        activity.seen(stream());
        activity.check();

        assertThat(writes.log()).hasSize(1);
    }

    @Test
    void toStartAStreamBeginsTheTimeAnew() {
        register();
        pass(Duration.ofDays(10));
        activity.check();
        new StatusChanges(streams, writes, now::get)
                .set("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER)
                .join();

        activity.check();

        assertThat(stream().status()).isEqualTo(StreamStatus.ENABLED);
    }

    private ReceiverRegistration receiver(String clientId) {
        return Registrations.pausedAfter(ReceiverRegistration.of(clientId, "acme"), timeout);
    }

    private void register() {
        writes.register("a", Sets.polled("a", "acme")).join();
    }

    private StreamRegistration stream() {
        return writes.index().byId("a").orElseThrow();
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }
}
