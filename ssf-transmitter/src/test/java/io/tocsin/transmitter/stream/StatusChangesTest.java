// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00.750Z");

    private final MemoryWrites writes = new MemoryWrites();
    private final Streams streams = new Streams(writes.index(), writes);
    private final StatusChanges statuses = new StatusChanges(streams, writes, () -> NOW);

    @BeforeEach
    void oneStream() {
        writes.register("a", Sets.polled("a", "acme")).join();
        writes.log().clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "TRANSMITTER"})
    @Requirement({"SSF-8.1.2-1", "SSF-8.1.5-1", "SSF-8.1.5-3", "SSF-8.1.5-4", "A-13"})
    void aStopThatTheReceiverDidNotAskForIsAnnouncedBeforeItIsMade(StatusSource by) {
        StreamRegistration stopped = set(StreamStatus.PAUSED, "endpoint unreachable", by);

        assertThat(writes.log()).containsExactly("enqueue a", "register a");
        assertThat(stopped.state())
                .isEqualTo(new StreamState(
                        StreamStatus.PAUSED, "endpoint unreachable", by, NOW, NOW.plus(StatusChanges.ANNOUNCED)));
        SetClaims announced = writes.outbox().getFirst().claims();
        assertThat(announced.events())
                .containsExactly(new SsfEvent.StreamUpdated("paused", "endpoint unreachable", Members.NONE));
        assertThat(announced.subId()).isEqualTo(new SimpleSubject.Opaque("a"));
        assertThat(announced.iat()).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
    }

    @Test
    @Requirement({"SSF-8.1.5-2", "A-13"})
    void startingAgainIsAnnouncedToo() {
        set(StreamStatus.DISABLED, null, StatusSource.OPERATOR);

        StreamRegistration started = set(StreamStatus.ENABLED, null, StatusSource.OPERATOR);

        assertThat(started.state().announceUntil()).isNull();
        assertThat(writes.outbox())
                .extracting(entry -> entry.claims().events().getFirst())
                .containsExactly(
                        new SsfEvent.StreamUpdated("disabled", null, Members.NONE),
                        new SsfEvent.StreamUpdated("enabled", null, Members.NONE));
    }

    @Test
    @Requirement("A-13")
    void whatTheReceiverAskedForItselfIsNotAnnounced() {
        StreamRegistration paused = set(StreamStatus.PAUSED, "maintenance", StatusSource.RECEIVER);

        assertThat(paused.state())
                .isEqualTo(new StreamState(StreamStatus.PAUSED, "maintenance", StatusSource.RECEIVER, NOW, null));
        assertThat(writes.outbox()).isEmpty();
    }

    @Test
    void theSameStatusAgainIsNotAnnouncedAgain() {
        set(StreamStatus.PAUSED, "first", StatusSource.TRANSMITTER);

        StreamRegistration again = set(StreamStatus.PAUSED, "second", StatusSource.OPERATOR);

        assertThat(writes.outbox()).hasSize(1);
        assertThat(again.state().by()).isEqualTo(StatusSource.OPERATOR);
        assertThat(again.state().reason()).isEqualTo("second");
    }

    @Test
    void theTransmitterTakesBackItsOwnStopsOnly() {
        set(StreamStatus.PAUSED, null, StatusSource.RECEIVER);

        assertThat(set(StreamStatus.ENABLED, null, StatusSource.TRANSMITTER).status())
                .isEqualTo(StreamStatus.PAUSED);

        set(StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        set(StreamStatus.PAUSED, null, StatusSource.TRANSMITTER);
        assertThat(set(StreamStatus.ENABLED, null, StatusSource.TRANSMITTER).status())
                .isEqualTo(StreamStatus.ENABLED);
    }

    @Test
    @Requirement("SSF-8.1.2.2-4")
    void whatTheOperatorStoppedTheReceiverMayNotStart() {
        set(StreamStatus.DISABLED, null, StatusSource.OPERATOR);

        assertThatThrownBy(() -> set(StreamStatus.ENABLED, null, StatusSource.RECEIVER))
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Forbidden.class));
        assertThat(set(StreamStatus.DISABLED, "mine too", StatusSource.RECEIVER)
                        .state()
                        .by())
                .isEqualTo(StatusSource.OPERATOR);
    }

    @Test
    @Requirement("SSF-8.1.2-2")
    void whatTheTransmitterStoppedTheReceiverMayStart() {
        set(StreamStatus.PAUSED, null, StatusSource.TRANSMITTER);

        assertThat(set(StreamStatus.ENABLED, null, StatusSource.RECEIVER).status())
                .isEqualTo(StreamStatus.ENABLED);
    }

    @Test
    void aStopThatCannotBeAnnouncedIsNotMade() {
        writes.breakOutbox();

        assertThatThrownBy(() -> set(StreamStatus.PAUSED, null, StatusSource.TRANSMITTER))
                .hasCauseInstanceOf(RejectedException.class);

        assertThat(writes.index().byId("a").orElseThrow().status()).isEqualTo(StreamStatus.ENABLED);
    }

    @Test
    @Requirement("A-31")
    void pausesForFailingDeliveriesAreCountedUntilSomethingIsTakenOrSomebodyElseEnablesTheStream() {
        statuses.pauseFailing("a", "HTTP 503").join();
        set(StreamStatus.ENABLED, "trying again", StatusSource.TRANSMITTER);
        statuses.pauseFailing("a", "HTTP 503").join();
        assertThat(state().failedPauses()).isEqualTo(2);

        set(StreamStatus.ENABLED, "trying again", StatusSource.TRANSMITTER);
        statuses.delivers("a").join();
        assertThat(state().failedPauses()).isZero();

        statuses.pauseFailing("a", "HTTP 503").join();
        set(StreamStatus.ENABLED, "mended", StatusSource.OPERATOR);
        assertThat(state().failedPauses()).isZero();
    }

    @Test
    void aStreamThatSomebodyElseStoppedIsNotCountedAsPausedByUs() {
        set(StreamStatus.PAUSED, "maintenance", StatusSource.RECEIVER);

        statuses.pauseFailing("a", "HTTP 503").join();

        assertThat(state().failedPauses()).isZero();
        assertThat(state().by()).isEqualTo(StatusSource.RECEIVER);
    }

    private StreamState state() {
        return writes.index().byId("a").orElseThrow().state();
    }

    private StreamRegistration set(StreamStatus to, @Nullable String reason, StatusSource by) {
        return statuses.set("a", to, reason, by).join();
    }
}
