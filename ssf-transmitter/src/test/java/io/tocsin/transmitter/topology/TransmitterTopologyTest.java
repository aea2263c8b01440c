// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.set.SetId;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.push.PushOutcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransmitterTopologyTest {
    private static final CanonicalId ALICE = new CanonicalId("acme", PrincipalKind.USER, "alice");

    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @Requirement("SSF-4.1.8-2")
    void anEventReachesEveryStreamOfItsTenantThatAskedForItsType() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.register(Sets.pushed("b", "acme", "https://rx.example/b"));
        rig.register(Sets.pushed("c", "other", "https://rx.example/c"));

        rig.emit(event("e1", ALICE));
        rig.emit(new SecurityEvent(
                "e2",
                ALICE,
                subject(),
                new RiscEvent.AccountPurged(Members.NONE),
                "t",
                Sets.ISSUED,
                LatencyStamps.NONE));

        assertThat(rig.pushed()).extracting(Pushed::streamId).containsExactlyInAnyOrder("a", "b");
        assertThat(rig.pushed()).extracting(Pushed::jti).doesNotHaveDuplicates();
        assertThat(rig.reports()).hasSize(2).allSatisfy(report -> {
            assertThat(report.result()).isEqualTo(new DeliveryReport.Result.Acknowledged());
            assertThat(report.attempts()).isEqualTo(1);
            assertThat(report.txn()).isEqualTo("txn-e1");
            assertThat(report.stamps().enqueued()).isNotNull();
            assertThat(report.stamps().signed()).isNotNull();
            assertThat(report.stamps().firstAttempt()).isNotNull();
            assertThat(report.stamps().acknowledged()).isNotNull();
        });
        assertThat(rig.pendingCount()).isZero();
    }

    @Test
    void claimsAreFixedWhenEnqueuedAndNeverIssuedInTheFuture() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));

        rig.emitAt(event("late", ALICE), rig.now().minus(Duration.ofHours(1)));
        rig.emitAt(event("early", ALICE), rig.now().plus(Duration.ofHours(1)));

        List<SetClaims> claims = rig.pushed().stream().map(Pushed::claims).toList();
        assertThat(claims)
                .extracting(SetClaims::iat)
                .containsExactly(
                        Instant.ofEpochSecond(
                                rig.now().minus(Duration.ofHours(1)).getEpochSecond()),
                        Instant.ofEpochSecond(rig.now().getEpochSecond()));
        assertThat(claims.getFirst().iss()).isEqualTo(Sets.ISSUER);
        assertThat(claims.getFirst().aud()).containsExactly(Sets.AUDIENCE);
        assertThat(claims.getFirst().txn()).isEqualTo("txn-late");
        assertThat(claims.getFirst().jti()).isEqualTo(SetId.of("late", "a"));
    }

    @Test
    void anEventThatIsDecidedAgainIsNotSentAgain() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));

        rig.emit(event("e1", ALICE));
        rig.emit(event("e1", ALICE));

        assertThat(rig.pushed()).hasSize(1);
    }

    /**
     * After a crash the store may know the event of a record whose forwarding was lost: it is the first record again.
     */
    @Test
    void theVeryRecordReadAgainAfterACrashIsForwardedAgainUnderTheSameId() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        Instant iat = Instant.ofEpochSecond(rig.now().minusSeconds(77).getEpochSecond());
        // the test driver gives the next record of a topic offset 0
        remember("e1", new FirstSeen(0, 0, iat));

        rig.emit(event("e1", ALICE));

        assertThat(rig.pushed()).hasSize(1);
        assertThat(rig.pushed().getFirst().jti()).isEqualTo(SetId.of("e1", "a"));
        assertThat(rig.pushed().getFirst().claims().iat()).isEqualTo(iat);
    }

    @Test
    void aLaterRecordOfARememberedEventIsDropped() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        remember("e1", new FirstSeen(0, 4711, rig.now()));

        rig.emit(event("e1", ALICE));

        assertThat(rig.pushed()).isEmpty();
    }

    @Test
    void aRefusedSetBecomesADeadLetterAndTheNextGoesOn() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerNext(new PushOutcome.Rejected("invalid_audience", "not for me"));

        rig.emit(event("e1", ALICE));
        rig.emit(event("e2", ALICE));

        assertThat(rig.reports())
                .extracting(DeliveryReport::result)
                .containsExactly(
                        new DeliveryReport.Result.Rejected("invalid_audience", "not for me"),
                        new DeliveryReport.Result.Acknowledged());
        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.origin()).isEqualTo("stream:a");
            assertThat(letter.reason()).isEqualTo("invalid_audience: not for me");
            assertThat(new String(letter.body(), UTF_8)).contains(SetId.of("e1", "a"));
        });
    }

    @Test
    void aSetThatFailedStaysPendingAndGoesOutLaterAsTheSameToken() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerNext(new PushOutcome.Transient("http_503", null));

        rig.emit(event("e1", ALICE));
        assertThat(rig.pendingCount()).isEqualTo(1);
        assertThat(rig.reports()).isEmpty();
        rig.advance(Duration.ofMinutes(1));

        assertThat(rig.pushed()).hasSize(2);
        assertThat(rig.pushed().get(1).token()).isEqualTo(rig.pushed().get(0).token());
        assertThat(rig.reports())
                .singleElement()
                .extracting(DeliveryReport::attempts)
                .isEqualTo(2);
        assertThat(rig.pendingCount()).isZero();
    }

    @Test
    void aDeletedStreamLosesItsPendingSets() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerNext(new PushOutcome.Transient("http_503", null));
        rig.emit(event("e1", ALICE));

        rig.delete("a");
        rig.outbox("a", null);
        rig.advance(Duration.ofMinutes(10));

        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.pushed()).hasSize(1);
    }

    @Test
    void nothingIsSentOnAPausedStreamUntilItIsEnabledAndNothingIsKeptForADisabledOne() {
        rig.register(withStatus("a", StreamStatus.PAUSED));
        rig.register(withStatus("b", StreamStatus.DISABLED));

        rig.emit(event("e1", ALICE));
        rig.outbox("b", Sets.entry("v1", "b", "b"));
        assertThat(rig.pushed()).isEmpty();
        assertThat(rig.pendingCount()).isEqualTo(1);
        rig.register(withStatus("a", StreamStatus.ENABLED));
        rig.register(withStatus("b", StreamStatus.ENABLED));
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.pushed()).extracting(Pushed::streamId).containsExactly("a");
    }

    @Test
    void aSetThatIsFasterThanTheRegistrationOfItsStreamWaitsForIt() {
        rig.outbox("a", Sets.entry("v1", "a", "a"));
        assertThat(rig.pushed()).isEmpty();

        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.pushed()).extracting(Pushed::jti).containsExactly("v1");
    }

    @Test
    @Requirement("POLL-2.4-2")
    void whatIsOlderThanTheRetentionIsGivenUpAndSaysSo() {
        rig.register(withStatus("a", StreamStatus.PAUSED));
        rig.emit(event("e1", ALICE));

        rig.advance(TopologyRig.RETENTION.plus(Duration.ofMinutes(10)));

        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.reports())
                .singleElement()
                .extracting(DeliveryReport::result)
                .isEqualTo(new DeliveryReport.Result.Dropped("retention"));
    }

    @Test
    void aBacklogLargerThanTheWindowGoesOutWhole() {
        rig.register(withStatus("a", StreamStatus.PAUSED));
        for (int i = 0; i < 5 * TopologyRig.WINDOW; i++) {
            rig.emit(event("e" + i, ALICE));
        }
        assertThat(rig.pushed()).isEmpty();

        rig.register(withStatus("a", StreamStatus.ENABLED));
        rig.advance(Duration.ofSeconds(5));

        assertThat(rig.pushed())
                .extracting(Pushed::jti)
                .containsExactlyElementsOf(IntStream.range(0, 5 * TopologyRig.WINDOW)
                        .mapToObj(i -> SetId.of("e" + i, "a"))
                        .toList());
        assertThat(rig.pendingCount()).isZero();
    }

    @Test
    void everyNodeHasAName() {
        assertThat(rig.description())
                .contains("FanOut", "Delivery", "events-source", "outbox-source", "outbox-sink", "deliveries-sink")
                .doesNotContain("KSTREAM");
    }

    private void remember(String eventId, FirstSeen seen) {
        WindowStore<String, FirstSeen> store = rig.fannedOut();
        store.put(eventId, seen, rig.now().toEpochMilli());
    }

    private static StreamRegistration withStatus(String streamId, StreamStatus status) {
        return Sets.stream(
                streamId, "acme", new Delivery.Push(URI.create("https://rx.example/" + streamId), null), status);
    }

    private static SecurityEvent event(String id, CanonicalId principal) {
        Event revoked = new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE);
        return new SecurityEvent(id, principal, subject(), revoked, "txn-" + id, Sets.ISSUED, LatencyStamps.NONE);
    }

    private static SimpleSubject subject() {
        return new SimpleSubject.IssSub("https://idp.example", "alice");
    }
}
