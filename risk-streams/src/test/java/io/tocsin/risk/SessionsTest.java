// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String REVOKED =
            "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE01 user=alice.ng@acme.example";

    private final Bench bench = Bench.withDefaults();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Okta and Jamf each know a Mac; only after half of the story an inventory says that it is the same one. */
    static List<Signal> mergedLate() {
        return List.of(
                Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1),
                Told.jamf(true, 10),
                Told.threat(Severity.HIGH, "det-1", 11),
                Told.said(SignalType.DEVICE_SEEN, 12)
                        .by("jamf")
                        .on(Told.entity(Told.MAC_JAMF, Told.MAC_SERIAL))
                        .signal(),
                Told.said(SignalType.DEVICE_SEEN, 20)
                        .by("inventory")
                        .on(Told.entity(Told.MAC_OKTA, Told.MAC_SERIAL))
                        .signal());
    }

    @Test
    void aMergeAfterTheSessionWasOpenedBringsTheRiskOfBothToIt() {
        List<Signal> story = mergedLate();
        bench.hear(story.subList(0, 4));
        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();

        bench.hear(story.get(4));

        assertThat(bench.told()).containsExactly(REVOKED);
    }

    @Test
    void whatIsHeardUnderTheOldNameAfterAMergeReachesTheSession() {
        bench.hear(
                Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1),
                Told.said(SignalType.DEVICE_SEEN, 2)
                        .on(Told.entity(Told.MAC_JAMF, Told.MAC_SERIAL))
                        .signal(),
                Told.said(SignalType.DEVICE_SEEN, 3)
                        .on(Told.entity(Told.MAC_OKTA, Told.MAC_SERIAL))
                        .signal());

        bench.hear(Told.jamf(true, 10), Told.threat(Severity.HIGH, "det-1", 11));

        assertThat(bench.told()).contains(REVOKED).hasSize(2);
    }

    @Test
    void aMergedPrincipalHasNoLevelOfItsOwnAnyMore() {
        List<Signal> story = mergedLate();
        bench.hear(story);

        List<KeyValue<io.tocsin.schemas.signal.CanonicalId, RiskAssessment>> levels = bench.levels();

        assertThat(levels).anyMatch(level -> level.value == null && level.key.kind() == PrincipalKind.DEVICE);
    }

    @Test
    void namesThatADeviceGetsLaterAreShownToReceivers() {
        bench.hear(
                Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1),
                Told.said(SignalType.DEVICE_SEEN, 2)
                        .on(Told.entity(Told.MAC_OKTA, Told.MAC_SERIAL))
                        .signal(),
                Told.said(SignalType.TOKEN_REUSED, 3).in(Told.ON_MAC).signal());

        assertThat(bench.told()).containsExactly(REVOKED);
    }

    @Test
    void aSessionThatEndedIsNotRevokedByWhatItsDeviceDoesLater() {
        bench.hear(Told.morning()).hear(Told.ended(Told.ON_MAC, 5));
        bench.hear(Told.jamf(true, 30), Told.threat(Severity.CRITICAL, "det-1", 31));

        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
    }

    @Test
    void aSessionThatEndedIsNotOpenedByALateSignal() {
        Entity session = Told.session("idxFAKElate");
        bench.hear(Told.morning())
                .hear(Told.jamf(true, 30), Told.threat(Severity.HIGH, "det-1", 31))
                .hear(Told.ended(session, 40));
        bench.events();

        bench.hear(
                Told.opened(session, Told.ALICE, Told.MAC_BY_OKTA, 10),
                Told.said(SignalType.SESSION_CONTEXT_CHANGED, 11).in(session).signal(),
                Told.said(SignalType.TOKEN_REUSED, 12).in(session).signal(),
                Told.threat(Severity.CRITICAL, "det-9", 45));

        assertThat(bench.events()).isEmpty();
    }

    @Test
    void theEndOfASessionIsToldToNobodyByDefault() {
        bench.hear(Told.morning()).hear(Told.ended(Told.ON_MAC, 5));

        assertThat(bench.events()).isEmpty();
    }

    @Test
    void aSessionRevokedElsewhereIsToldOnWithTheOneWhoDidIt() {
        bench.hear(Told.morning())
                .hear(Told.said(SignalType.SESSION_REVOKED, 5)
                        .in(Told.ON_MAC)
                        .user(Told.ALICE)
                        .with(new SignalPayload.SessionChange(false, null, null))
                        .initiatedBy(InitiatingEntity.USER)
                        .signal());

        List<SecurityEvent> events = bench.events();
        // the session only: her others go on
        assertThat(events).extracting(Bench::line).contains(REVOKED);
        assertThat(events.getFirst().event())
                .isInstanceOfSatisfying(
                        CaepEvent.SessionRevoked.class,
                        revoked -> assertThat(revoked.circumstances().initiatingEntity())
                                .isEqualTo(InitiatingEntity.USER));
        assertThat(events).hasSize(1);
    }

    @Test
    void revokingAllSessionsOfAUserIsToldForEachAndForTheUserUnderOneCause() {
        bench.hear(Told.morning()).hear(Told.revokedAll(Told.ALICE, 5));

        List<SecurityEvent> events = bench.events();
        assertThat(events)
                .extracting(Bench::line)
                .containsExactlyInAnyOrder(
                        REVOKED,
                        "session-revoked device=DNPFAKE0PH session=idxFAKEsessALICE02 user=alice.ng@acme.example",
                        "session-revoked user=alice.ng@acme.example");
        assertThat(events)
                .extracting(SecurityEvent::txn)
                .containsOnly(events.getFirst().txn());
        assertThat(events).extracting(SecurityEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aUserOfWhomNoSessionIsKnownIsRevokedAllTheSame() {
        bench.hear(Told.revokedAll(Told.BOB, 5));

        assertThat(bench.told()).containsExactly("session-revoked user=bob.ortiz@acme.example");
    }

    @Test
    void aSessionThatOutlivedARevocationOfAllIsOpenedAfterIt() {
        bench.hear(Told.morning()).hear(Told.revokedAll(Told.ALICE, 5));
        bench.events();
        bench.hear(
                Told.opened(Told.session("idxFAKEsessALICE04"), Told.ALICE, Told.MAC_BY_OKTA, 6),
                Told.threat(Severity.CRITICAL, "det-1", 7));

        assertThat(bench.told())
                .containsExactly(
                        "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE04 user=alice.ng@acme.example");
    }

    @Test
    void riskOfAUserReachesAllSessionsOfThatUserAndNobodyElses() {
        bench.hear(Told.morning()).hear(vendorRisk(RiskLevel.HIGH, 5));
        bench.hear(Told.said(SignalType.SUSPICIOUS_ACTIVITY_REPORTED, 6)
                .user(Told.ALICE)
                .signal());

        assertThat(bench.events(EventType.SESSION_REVOKED))
                .extracting(Bench::line)
                .containsExactlyInAnyOrder(
                        REVOKED,
                        "session-revoked device=DNPFAKE0PH session=idxFAKEsessALICE02 user=alice.ng@acme.example");
    }

    @Test
    void aWorkloadIsAPrincipalLikeAnyOther() {
        Entity payroll =
                Told.entity(Told.id(IdentifierKind.WORKLOAD_SPIFFE_ID, "", "spiffe://acme.example/ns/pay/sa/payroll"));
        Entity session = Told.entity(Told.id(IdentifierKind.SESSION_VENDOR_ID, "vault:acme", "lease-1"));
        bench.hear(
                Told.opened(session, payroll, null, 1),
                Told.said(SignalType.CREDENTIAL_COMPROMISED, 2).user(payroll).signal(),
                Told.said(SignalType.RISK_ASSESSED, 3)
                        .user(payroll)
                        .with(new SignalPayload.VendorRisk(
                                PrincipalKind.WORKLOAD, RiskLevel.HIGH, null, null, List.of()))
                        .signal());

        assertThat(bench.told())
                .containsExactly("session-revoked application=spiffe://acme.example/ns/pay/sa/payroll session=lease-1");
    }

    @Test
    void aSessionWithoutADeviceGetsItFromALaterSignal() {
        bench.hear(
                Told.opened(Told.ON_MAC, Told.ALICE, null, 1),
                Told.said(SignalType.LOGIN_SUCCEEDED, 2)
                        .in(Told.ON_MAC)
                        .user(Told.ALICE)
                        .on(Told.entity(Told.MAC_SERIAL))
                        .signal(),
                Told.threat(Severity.CRITICAL, "det-1", 3));

        assertThat(bench.told()).containsExactly(REVOKED);
    }

    private static Signal vendorRisk(RiskLevel level, double minute) {
        return Told.said(SignalType.RISK_ASSESSED, minute)
                .user(Told.ALICE)
                .with(new SignalPayload.VendorRisk(PrincipalKind.USER, level, null, "okta", List.of()))
                .signal();
    }

    @Test
    void aDeviceWhoseComplianceWasNeverKnownIsABaselineFirst() {
        bench.hear(Told.compliance("intune", Told.LAPTOP, ComplianceStatus.NOT_COMPLIANT, null, List.of(), 1));
        assertThat(bench.events()).isEmpty();

        bench.hear(Told.compliance("intune", Told.LAPTOP, ComplianceStatus.COMPLIANT, null, List.of(), 2));
        assertThat(bench.told()).containsExactly("device-compliance-change device=5CG0FAKE22");
    }
}
