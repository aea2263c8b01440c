// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final String COMPLIANCE = "device-compliance-change device=FVFXFAKE01Q6 user=alice.ng@acme.example";
    private static final String REVOKED =
            "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE01 user=alice.ng@acme.example";

    private final Bench bench = Bench.withDefaults();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anOrdinaryMorningIsToldToNobody() {
        bench.hear(Told.morning());

        assertThat(bench.events()).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void theShippedConditionsNeverFailInAnOrdinaryDay() {
        Policy policy = Policy.load(null);
        try (Bench own = new Bench(policy)) {
            own.hear(Told.morning()).hear(Told.jamf(true, 30), Told.threat(Severity.HIGH, "det-1", 31));
        }
        assertThat(policy.failures()).isEmpty();
    }

    @Test
    void aFailingCheckAloneIsOneComplianceChangeAndNoRevocation() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30));

        List<SecurityEvent> events = bench.events();
        assertThat(events).hasSize(1);
        SecurityEvent event = events.getFirst();
        assertThat(Bench.line(event)).isEqualTo(COMPLIANCE);
        assertThat(event.event()).isInstanceOfSatisfying(CaepEvent.DeviceComplianceChange.class, change -> {
            assertThat(change.previousStatus()).isEqualTo(ComplianceStatus.COMPLIANT);
            assertThat(change.currentStatus()).isEqualTo(ComplianceStatus.NOT_COMPLIANT);
            assertThat(change.circumstances().eventTimestamp()).isEqualTo(Told.minute(30));
            assertThat(change.circumstances().initiatingEntity()).isEqualTo(InitiatingEntity.POLICY);
            assertThat(change.circumstances().reasonAdmin().byLanguage()).containsKey("en");
        });
        assertThat(event.stamps().source()).isEqualTo(Told.minute(30));
        assertThat(event.stamps().ingested()).isEqualTo(Told.minute(30).plusMillis(400));
        assertThat(event.stamps().decided()).isEqualTo(Bench.WALL);
        assertThat(event.txn()).isEqualTo(event.id());
    }

    @Test
    void aFailingCheckMakesTheSessionsOnThatDeviceMedium() {
        bench.hear(Told.morning());
        bench.levels();
        bench.hear(Told.jamf(true, 30));

        assertThat(bench.levels())
                .filteredOn(level -> level.value.scoring().level() == RiskLevel.MEDIUM)
                .extracting(level -> level.key.kind().name())
                .containsExactlyInAnyOrder("DEVICE", "SESSION");
    }

    @Test
    void withADetectionOnTheSameDeviceItsSessionIsRevokedAndNoOther() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30));
        bench.events();
        bench.hear(Told.threat(Severity.HIGH, "det-1", 31.5));

        List<SecurityEvent> events = bench.events();
        assertThat(events).extracting(Bench::line).containsExactly(REVOKED);
        assertThat(events.getFirst().event())
                .isInstanceOfSatisfying(
                        CaepEvent.SessionRevoked.class,
                        revoked -> assertThat(revoked.circumstances()
                                        .reasonAdmin()
                                        .byLanguage()
                                        .get("en"))
                                .contains("threat-high")
                                .contains("device-not-compliant"));
    }

    @Test
    void theSameInTheOtherOrderTellsTheSame() {
        bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "det-1", 20));
        assertThat(bench.events()).isEmpty();
        bench.hear(Told.jamf(true, 30));

        assertThat(bench.told()).containsExactlyInAnyOrder(COMPLIANCE, REVOKED);
    }

    @Test
    void aCriticalDetectionRevokesAlone() {
        bench.hear(Told.morning()).hear(Told.threat(Severity.CRITICAL, "det-1", 31));

        assertThat(bench.told()).containsExactly(REVOKED);
    }

    @Test
    void aDecisionHoldsAllItWasMadeOf() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30)).hear(Told.threat(Severity.HIGH, "det-1", 31));

        Decision decision = bench.decisions().stream()
                .filter(d -> d.response().equals("revoke-risky-session"))
                .findFirst()
                .orElseThrow();
        assertThat(decision.outcome()).isEqualTo(Outcome.EMITTED);
        assertThat(decision.scoring().previousLevel()).isEqualTo(RiskLevel.MEDIUM);
        assertThat(decision.scoring().level()).isEqualTo(RiskLevel.HIGH);
        assertThat(decision.scoring().score()).isEqualTo(90);
        assertThat(decision.scoring().thresholds()).containsExactly(40.0, 75.0);
        assertThat(decision.scoring().contributions())
                .extracting(c -> c.rule() + " " + c.weight() + " " + c.origin().kind())
                .containsExactly("threat-high 50.0 DEVICE", "device-not-compliant 40.0 DEVICE");
        assertThat(decision.trigger().id())
                .isEqualTo(Told.threat(Severity.HIGH, "det-1", 31).id());
        assertThat(decision.at()).isEqualTo(Told.minute(31));
        assertThat(decision.policy().version().hash()).hasSize(64);
    }

    @Test
    void aSessionThatWasRevokedIsNeverRevokedAgain() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30)).hear(Told.threat(Severity.HIGH, "det-1", 31));
        bench.events();

        bench.hear(
                Told.threat(Severity.CRITICAL, "det-2", 32),
                Told.ended(Told.ON_MAC, 33),
                Told.revokedAll(Told.ALICE, 34));

        assertThat(bench.events(EventType.SESSION_REVOKED))
                .extracting(Bench::line)
                .noneMatch(line -> line.contains("idxFAKEsessALICE01"));
    }

    @Test
    void aNewSessionOnADeviceThatIsBadAlreadyIsRevokedAtOnce() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30)).hear(Told.threat(Severity.HIGH, "det-1", 31));
        bench.events();

        bench.hear(Told.opened(Told.session("idxFAKEsessALICE03"), Told.ALICE, Told.MAC_BY_OKTA, 40));

        assertThat(bench.told())
                .containsExactly(
                        "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE03 user=alice.ng@acme.example");
    }

    @Test
    void aDeviceThatPassesAgainIsOneChangeBack() {
        bench.hear(Told.morning()).hear(Told.jamf(true, 30));
        bench.events();
        bench.hear(Told.jamf(false, 75));

        List<SecurityEvent> events = bench.events();
        assertThat(events).extracting(Bench::line).containsExactly(COMPLIANCE);
        assertThat(events.getFirst().event())
                .isInstanceOfSatisfying(
                        CaepEvent.DeviceComplianceChange.class,
                        change -> assertThat(change.currentStatus()).isEqualTo(ComplianceStatus.COMPLIANT));
    }

    @Test
    void everythingAgainTellsTheSameIdsAndChangesNothing() {
        List<io.tocsin.schemas.signal.Signal> story = new java.util.ArrayList<>(Told.morning());
        story.add(Told.jamf(true, 30));
        story.add(Told.threat(Severity.HIGH, "det-1", 31));
        bench.hear(story);
        var ids = bench.events().stream().map(SecurityEvent::id).toList();
        var state = bench.state();

        bench.hear(story);

        assertThat(bench.events()).extracting(SecurityEvent::id).hasSameElementsAs(ids);
        assertThat(bench.state()).isEqualTo(state);
    }
}
