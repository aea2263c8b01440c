// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private static final double HOUR = 60;
    private static final double DAY = 24 * HOUR;

    private static final String POLICY = """
            name: levels
            levels: {medium: 40, high: 80, hysteresis: 10}
            contributions:
              - {rule: found, of: device, when: signal.type == "THREAT_DETECTED", weight: 50, half-life: 1d, cap: 100, clears: signal.type == "THREAT_RESOLVED"}
              - {rule: fails, of: device, when: signal.type == "DEVICE_COMPLIANCE_CHANGED" && signal.compliance.current == "NOT_COMPLIANT", weight: 45, cap: 45}
            propagation:
              - {from: device, to: session, factor: 0.5}
            responses:
              - response: level
                of: device
                on: {level-change: true}
                send: risk-level-change
                reason-admin: {en: "{rules}"}
              - response: high
                of: [device, session]
                on: {level: high}
                send: session-revoked
                reason-admin: {en: "{rules}", de: "wegen {rules}"}
            """;

    private final Bench bench = new Bench(Policy.read("levels.yaml", POLICY.getBytes(UTF_8)));

    @AfterEach
    void close() {
        bench.close();
    }

    private List<CaepRiskLevel> levels(Signal... heard) {
        return bench.hear(heard).events().stream()
                .filter(e -> e.event() instanceof CaepEvent.RiskLevelChange)
                .map(e -> ((CaepEvent.RiskLevelChange) e.event()).currentLevel())
                .toList();
    }

    private static Signal threat(String finding, double minute) {
        return Told.threat(Severity.HIGH, finding, minute);
    }

    private static Signal seen(double minute) {
        return Told.said(SignalType.DEVICE_SEEN, minute)
                .on(Told.entity(Told.MAC_SERIAL, Told.id(IdentifierKind.DEVICE_VENDOR_ID, "inventory-" + minute, "v")))
                .signal();
    }

    @Test
    void levelsFollowTheScore() {
        assertThat(levels(Told.morning().getFirst())).isEmpty();
        assertThat(levels(threat("a", 1))).containsExactly(CaepRiskLevel.MEDIUM);
        assertThat(levels(threat("b", 2))).containsExactly(CaepRiskLevel.HIGH);
    }

    @Test
    void theFirstLevelIsNoChange() {
        assertThat(levels(threat("a", 1))).isEmpty();
    }

    @Test
    void aLevelIsLeftOnlyBelowItsHysteresis() {
        levels(seen(0), threat("a", 1), threat("b", 1));
        // 100 points fade to 79, still above 70
        assertThat(levels(seen(0.34 * DAY))).isEmpty();
        // to 66
        assertThat(levels(seen(0.6 * DAY))).containsExactly(CaepRiskLevel.MEDIUM);
        // to 25
        assertThat(levels(seen(2 * DAY))).containsExactly(CaepRiskLevel.LOW);
    }

    @Test
    void aRiseAfterEverythingFadedCountsAgain() {
        bench.hear(seen(0), threat("a", 1), threat("b", 2));
        bench.events();

        bench.hear(threat("c", 30 * DAY), threat("d", 30 * DAY + 1));

        assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
    }

    @Test
    void aResolvedFindingDoesNotCountAnyMore() {
        bench.hear(seen(0), threat("a", 1), threat("b", 2));
        assertThat(levels(Told.threat(SignalType.THREAT_RESOLVED, FindingState.RESOLVED, Severity.HIGH, "a", 3)))
                .contains(CaepRiskLevel.MEDIUM);
    }

    @Test
    void aFindingHeardOfAfterItsResolutionStaysResolved() {
        bench.hear(
                seen(0),
                Told.threat(SignalType.THREAT_RESOLVED, FindingState.RESOLVED, Severity.HIGH, "a", 3),
                threat("a", 1));

        assertThat(bench.levels()).noneMatch(level -> level.value.scoring().level() == RiskLevel.MEDIUM);
    }

    @Test
    void oneFindingReportedTwiceCountsOnce() {
        levels(seen(0));
        assertThat(levels(threat("a", 1))).containsExactly(CaepRiskLevel.MEDIUM);
        assertThat(levels(threat("a", 2))).isEmpty();
    }

    @Test
    void twoFailingChecksCountUpToTheCapAndTheDeviceCompliesWhenBothPass() {
        bench.hear(checks("a", false, 1), checks("b", false, 2), checks("a", true, 3));
        List<Double> scores = scores();
        assertThat(scores).containsOnly(45.0);

        bench.hear(checks("b", true, 4));
        assertThat(scores()).last().isEqualTo(0.0);
    }

    private static Signal checks(String check, boolean passed, double minute) {
        return Told.compliance(
                "fleet",
                Told.LAPTOP,
                passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT,
                null,
                List.of(new PostureCheck(check, null, passed)),
                minute);
    }

    private List<Double> scores() {
        return bench.levels().stream()
                .map(level -> level.value.scoring().score())
                .toList();
    }

    @Test
    void riskFlowsByItsFactor() {
        bench.hear(Told.opened(Told.ON_MAC, Told.ALICE, Told.entity(Told.MAC_SERIAL), 0));
        bench.hear(threat("a", 1), threat("b", 1), threat("c", 1));

        assertThat(bench.levels().stream()
                        .filter(level -> level.key.kind() == io.tocsin.schemas.signal.PrincipalKind.SESSION)
                        .reduce((a, b) -> b)
                        .orElseThrow()
                        .value
                        .scoring()
                        .score())
                .isEqualTo(75.0);
    }

    @Test
    void whomNoReceiverCouldKnowIsDecidedButNotTold() {
        var nameless = Told.entity(Told.id(IdentifierKind.DEVICE_CERT_SHA256, "", "ab".repeat(32)));
        for (int i = 0; i < 3; i++) {
            Signal threat = threat("f" + i, i);
            bench.hear(Told.said(threat.type(), i)
                    .on(nameless)
                    .with(threat.payload())
                    .signal());
        }

        assertThat(bench.events()).isEmpty();
        List<Decision> decisions = bench.decisions();
        assertThat(decisions).isNotEmpty().allSatisfy(decision -> {
            assertThat(decision.outcome()).isEqualTo(Outcome.SUPPRESSED);
            assertThat(decision.verdict().reason()).contains("no identifier");
            assertThat(decision.subject()).isNull();
        });
    }

    @Test
    void aSourceWhoseClockRunsAheadMakesNothingElseLookOld() {
        Signal early = threat("a", 1);
        Signal ahead = threat("b", 60 * DAY);
        Signal wrong = new Signal(
                ahead.id(),
                ahead.type(),
                new io.tocsin.schemas.origin.SignalTimes(
                        ahead.times().event(), ahead.times().quality(), null, Told.minute(2)),
                ahead.source(),
                null,
                null,
                null,
                ahead.device(),
                null,
                ahead.payload(),
                ahead.context(),
                ahead.provenance(),
                ahead.attributes());

        assertThat(levels(seen(0), early, wrong)).containsExactly(CaepRiskLevel.MEDIUM, CaepRiskLevel.HIGH);
    }
}
