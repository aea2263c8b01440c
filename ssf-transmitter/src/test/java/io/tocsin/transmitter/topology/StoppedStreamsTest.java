// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that are paused, disabled or enabled again, by whomever, and what becomes of their SETs. */
class StoppedStreamsTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.5-1", "SSF-8.1.2.1-4", "SSF-8.1.2-1", "SSF-8.1.5-5"})
    void whileAStopIsAnnouncedTheAnnouncementLeavesAndNothingElse() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, "by hand", StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pushed()).extracting(Pushed::status).containsExactly("paused");
        assertThat(rig.pendingCount()).isEqualTo(1);
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.2.1-4"})
    void whenTheAnnouncementHasHadItsTimeNotEvenItLeaves() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Transient("HTTP 503", null));
        rig.setStatus("a", StreamStatus.PAUSED, "by hand", StatusSource.OPERATOR);
        rig.advance(Duration.ofMinutes(2));
        int before = rig.pushed().size();
        rig.answerAlways(new PushOutcome.Delivered(202));

        rig.advance(Duration.ofMinutes(10));

        assertThat(before).isPositive();
        assertThat(rig.pushed()).hasSize(before);
    }

    @Test
    @Requirement({"A-13", "SSF-8.1.5-2", "SSF-8.1.2.1-5", "SSF-8.1.2.1-6"})
    void onEnablingTheAnnouncementIsFirstAndWhatWasHeldFollowsInOrder() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.OPERATOR);
        rig.advance(Duration.ofMinutes(2));
        rig.pushed().clear();
        for (int i = 0; i < 20; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "alice"));
        }

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.OPERATOR);
        rig.advance(MOMENT);

        assertThat(rig.pushed().getFirst().status()).isEqualTo("enabled");
        assertThat(rig.pushed().stream().skip(1).map(Pushed::jti))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "s" + i).toList());
    }

    @Test
    @Requirement("A-13")
    void theReceiversOwnChangesAreNotAnnounced() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);
        assertThat(rig.pushed()).isEmpty();

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);

        assertThat(rig.pushed()).extracting(Pushed::jti).containsExactly("s1");
    }

    @Test
    @Requirement({"SSF-8.1.2.1-7", "A-12"})
    void disablingDropsWhatIsHeldAndSaysSo() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        for (int i = 0; i < 30; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "subject-" + i));
        }

        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);
        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);

        assertThat(rig.pushed()).isEmpty();
        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.reports())
                .hasSize(30)
                .extracting(DeliveryReport::result)
                .containsOnly(new DeliveryReport.Result.Dropped("disabled"));
    }

    @Test
    @Requirement({"SSF-8.1.2.1-7", "A-12"})
    void whatComesForADisabledStreamIsReportedAsDropped() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.RECEIVER);

        rig.outbox("a", Sets.entry("late", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.reports()).singleElement().satisfies(report -> {
            assertThat(report.jti()).isEqualTo("late");
            assertThat(report.result()).isEqualTo(new DeliveryReport.Result.Dropped("disabled"));
        });
    }

    @Test
    @Requirement({"SSF-8.1.5-1", "SSF-8.1.5-2", "SSF-8.1.2.1-7"})
    void anOperatorsDisablingAndEnablingAreBothAnnounced() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.DISABLED, null, StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("lost", "a", "alice"));
        rig.advance(Duration.ofMinutes(2));
        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.OPERATOR);
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(MOMENT);

        assertThat(rig.pushed().subList(0, 2)).extracting(Pushed::status).containsExactly("disabled", "enabled");
        assertThat(rig.pushed().subList(2, rig.pushed().size()))
                .extracting(Pushed::jti)
                .containsExactly("s1");
    }

    @Test
    @Requirement("A-15")
    void aPausedStreamHoldsTheNewestUpToItsLimit() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        int sets = TopologyRig.HELD + 25;
        for (int i = 0; i < sets; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "alice"));
        }
        rig.advance(MOMENT);

        assertThat(rig.pendingCount()).isEqualTo(TopologyRig.HELD);
        assertThat(rig.reports())
                .hasSize(25)
                .allSatisfy(report ->
                        assertThat(report.result()).isEqualTo(new DeliveryReport.Result.Dropped("held-limit")));
        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.pushed())
                .extracting(Pushed::jti)
                .containsExactlyElementsOf(
                        IntStream.range(25, sets).mapToObj(i -> "s" + i).toList());
    }

    @Test
    @Requirement("A-15")
    void aFailingStreamThatIsEnabledHoldsMoreThanThat() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Transient("HTTP 503", null));
        for (int i = 0; i < 3 * TopologyRig.HELD; i++) {
            rig.outbox("a", Sets.entry("s" + i, "a", "subject-" + i));
        }
        rig.advance(Duration.ofSeconds(10));

        assertThat(rig.pendingCount()).isEqualTo(3 * TopologyRig.HELD);
        LaneHealth health = rig.health("a").orElseThrow();
        assertThat(health.backlog()).isEqualTo(3 * TopologyRig.HELD);
        assertThat(health.oldest()).isNotNull();
        assertThat(health.trouble()).isNotNull();
        assertThat(health.trouble().reason()).isEqualTo("HTTP 503");
    }

    @Test
    @Requirement({"A-31", "SSF-8.1.2-1", "SSF-8.1.2-2"})
    void aReceiverThatLetsNothingInIsPausedForAWhileAndTriedAgainAfterEverLongerWaits() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("HTTP 401"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(Duration.ofHours(1));
        rig.advance(Duration.ofHours(23));

        List<String> told = rig.pushed().stream().map(Pushed::status).distinct().toList();
        assertThat(told).contains("paused", "enabled");
        assertThat(rig.state("a").by()).isEqualTo(StatusSource.TRANSMITTER);
        long resumes = rig.pushed().stream()
                .filter(push -> push.status().equals("enabled"))
                .map(Pushed::jti)
                .distinct()
                .count();
        assertThat(resumes).as("15 min, 30 min, 1 h, 2 h, …").isBetween(3L, 8L);
        assertThat(rig.state("a").failedPauses()).as("kept with the stream").isBetween(4, 9);

        rig.answerAlways(new PushOutcome.Delivered(202));
        rig.advance(Duration.ofHours(25));

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.ENABLED);
        assertThat(rig.pushed().getLast().jti()).isEqualTo("s1");
        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.health("a").orElseThrow().trouble()).isNull();
        assertThat(rig.state("a").failedPauses()).isZero();
    }

    @Test
    @Requirement("A-31")
    void thePauseSaysWhy() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("TLS: certificate expired on 2026-11-01"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        while (rig.state("a").status() == StreamStatus.ENABLED) {
            rig.advance(Duration.ofMinutes(1));
        }

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(rig.state("a").reason())
                .isEqualTo(StreamStops.UNDELIVERABLE + "TLS: certificate expired on 2026-11-01");
        rig.advance(Duration.ofSeconds(30));
        Event told = rig.pushed().getLast().claims().events().getFirst();
        assertThat(told)
                .isInstanceOfSatisfying(
                        SsfEvent.StreamUpdated.class,
                        updated -> assertThat(updated.reason()).endsWith("expired on 2026-11-01"));
    }

    @Test
    @Requirement("A-31")
    void failuresThatMayPassPauseAStreamAfterADayOnly() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Transient("no answer within 3 s", null));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));

        rig.advance(Duration.ofHours(23));
        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.ENABLED);
        rig.advance(Duration.ofMinutes(70));
        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
    }

    @Test
    @Requirement("A-31")
    void whatAnOperatorStoppedIsNotStartedByUs() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("HTTP 401"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        while (rig.state("a").status() == StreamStatus.ENABLED) {
            rig.advance(Duration.ofMinutes(1));
        }
        rig.setStatus("a", StreamStatus.PAUSED, "looking into it", StatusSource.OPERATOR);

        rig.advance(Duration.ofDays(2));

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(rig.state("a").by()).isEqualTo(StatusSource.OPERATOR);
    }

    @Test
    void aRevocationOvertakesABacklogThatIsLargerThanTheWindow() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        for (int i = 0; i < 4 * TopologyRig.WINDOW; i++) {
            rig.outbox("a", Sets.entry("n" + i, "a", "device-" + i, Sets.event(Urgency.NORMAL)));
        }
        rig.outbox("a", Sets.entry("before", "a", "alice", Sets.event(Urgency.NORMAL)));
        rig.outbox("a", Sets.entry("revoked", "a", "alice", Sets.event(Urgency.URGENT)));

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(Duration.ofSeconds(5));

        List<String> order = rig.pushed().stream().map(Pushed::jti).toList();
        assertThat(order).hasSize(4 * TopologyRig.WINDOW + 2);
        assertThat(order.indexOf("before")).isLessThan(order.indexOf("revoked"));
        assertThat(order.indexOf("revoked")).isLessThan(2 * TopologyRig.WINDOW);
    }

    @Test
    @Requirement("SSF-8.1.2.1-6")
    void withCollapseStatesThatArePassedAreLeftOutAndReportedForTheReceiversThatWantIt() {
        rig.close();
        rig = new TopologyRig("client-acme"::equals);
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.register(Sets.pushed("b", "globex", "https://rx.example/b"));
        rig.setStatus("a", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        rig.setStatus("b", StreamStatus.PAUSED, null, StatusSource.RECEIVER);
        ComplianceStatus good = ComplianceStatus.COMPLIANT;
        ComplianceStatus bad = ComplianceStatus.NOT_COMPLIANT;
        rig.outbox("a", Sets.entry("1", "a", "alice", Sets.compliance(good, bad)));
        rig.outbox("a", Sets.entry("r", "a", "alice", Sets.event(Urgency.URGENT)));
        rig.outbox("a", Sets.entry("2", "a", "alice", Sets.compliance(bad, good)));
        rig.outbox("a", Sets.entry("other", "a", "bob", Sets.compliance(good, bad)));
        rig.outbox("a", Sets.entry("3", "a", "alice", Sets.compliance(good, bad)));
        rig.outbox("b", Sets.entry("4", "b", "alice", Sets.compliance(good, bad)));
        rig.outbox("b", Sets.entry("5", "b", "alice", Sets.compliance(bad, good)));
        rig.outbox("b", Sets.entry("6", "b", "alice", Sets.compliance(good, bad)));

        rig.setStatus("a", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.setStatus("b", StreamStatus.ENABLED, null, StatusSource.RECEIVER);
        rig.advance(MOMENT);

        assertThat(rig.pushed()).extracting(Pushed::jti).containsExactlyInAnyOrder("r", "3", "other", "4", "5", "6");
        assertThat(rig.reports().stream()
                        .filter(report -> report.result().equals(new DeliveryReport.Result.Dropped("superseded")))
                        .map(DeliveryReport::jti))
                .containsExactly("1", "2");
    }
}
