// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept while a stream does not flow, and what of it goes out in which order. */
class HeldSetsTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
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
