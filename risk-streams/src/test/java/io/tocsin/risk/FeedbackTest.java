// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Severity;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody looked into it, and it was nothing. */
class FeedbackTest {
    private final Bench bench = Bench.withDefaults();

    @AfterEach
    void close() {
        bench.close();
    }

    private static RiskAssessment last(List<KeyValue<CanonicalId, RiskAssessment>> levels, PrincipalKind kind) {
        return levels.stream()
                .filter(level -> level.key.kind() == kind)
                .reduce((a, b) -> b)
                .orElseThrow()
                .value;
    }

    private static CanonicalId device(List<KeyValue<CanonicalId, RiskAssessment>> levels) {
        return last(levels, PrincipalKind.DEVICE).principal();
    }

    @Test
    void aFindingThatWasNothingCountsLessOnTheDeviceAndOnItsSessions() {
        bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "det-1", 20));
        CanonicalId mac = device(bench.levels());

        bench.told(new RiskControl.Feedback(
                "f-1", mac, null, List.of(), List.of("det-1"), "carol", "a pen test", Told.minute(25)));

        var levels = bench.levels();
        assertThat(last(levels, PrincipalKind.DEVICE).scoring().score()).isLessThan(15);
        assertThat(last(levels, PrincipalKind.SESSION).scoring().score()).isLessThan(15);
        bench.hear(Told.jamf(true, 30));
        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
    }

    @Test
    void theNextFindingOfTheSameSortCountsLessToo() {
        bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "det-1", 20));
        CanonicalId mac = device(bench.levels());
        bench.told(new RiskControl.Feedback(
                "f-1", mac, null, List.of(), List.of("det-1"), "carol", null, Told.minute(25)));

        bench.hear(Told.jamf(true, 30), Told.threat(Severity.HIGH, "det-2", 31));

        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
    }

    @Test
    void aDecisionThatWasWrongIsContradictedWhereItsEvidenceIsFrom() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30), Told.threat(Severity.HIGH, "det-1", 31));
        Decision wrong = bench.decisions().stream()
                .filter(d -> d.response().equals("revoke-risky-session"))
                .findFirst()
                .orElseThrow();
        bench.levels();

        bench.told(new RiskControl.Feedback(
                "f-1", wrong.principal(), wrong.id(), List.of(), List.of(), "carol", null, Told.minute(40)));

        assertThat(last(bench.levels(), PrincipalKind.DEVICE).scoring().score()).isLessThan(25);
    }

    @Test
    void theSameFeedbackTwiceIsOne() {
        bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "det-1", 20));
        CanonicalId mac = device(bench.levels());
        RiskControl feedback =
                new RiskControl.Feedback("f-1", mac, null, List.of(), List.of("det-1"), "carol", null, Told.minute(25));
        bench.told(feedback);
        var state = bench.state();

        bench.told(feedback);

        assertThat(bench.state()).isEqualTo(state);
    }
}
