// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.identity.OperatorWord;
import io.tocsin.risk.names.CanonicalIds;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the identity stage finds out, as receivers get to know it. */
class IdentityEffectsTest {
    private static final String REVOKED =
            "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE01 user=alice.ng@acme.example";

    private final Bench bench = Bench.withDefaults();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aSessionHeardOfAfterItsUsersWereAllRevokedIsRevokedByTheSameCauseAndNobodyElse() {
        bench.hear(Told.revokedAll(Told.ALICE, 5));
        assertThat(bench.told()).containsExactly("session-revoked user=alice.ng@acme.example");

        bench.hear(
                Told.said(SignalType.DEVICE_SEEN, 0)
                        .on(Told.entity(Told.MAC_OKTA, Told.MAC_SERIAL))
                        .signal(),
                Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1));
        var late = bench.events();
        assertThat(late).extracting(Bench::line).containsExactly(REVOKED);
        assertThat(late.getFirst().txn())
                .isEqualTo(Told.revokedAll(Told.ALICE, 5).id());

        bench.hear(
                Told.opened(Told.session("idxFAKEsessALICE04"), Told.ALICE, Told.MAC_BY_OKTA, 6),
                Told.threat(Severity.CRITICAL, "det-1", 7));
        assertThat(bench.told())
                .as("what was opened after it was not touched by it")
                .containsExactly(
                        "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE04 user=alice.ng@acme.example");
    }

    @Test
    void aThreatThatNamesAMacNobodyKnowsYetRevokesItsSessionOnceAnInventorySpeaksOfIt() {
        Signal early = Told.said(SignalType.THREAT_DETECTED, 2)
                .by("crowdstrike")
                .on(Told.entity(Told.MAC_HOST, Told.MAC_MAC))
                .with(new SignalPayload.Threat("det-1", null, FindingState.NEW, Severity.CRITICAL, null, List.of()))
                .signal();
        bench.hear(Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1), early);
        assertThat(bench.events()).isEmpty();

        bench.hear(Told.said(SignalType.DEVICE_SEEN, 3)
                .by("jamf")
                .on(Told.entity(Told.MAC_OKTA, Told.MAC_SERIAL, Told.MAC_HOST, Told.MAC_MAC))
                .signal());
        assertThat(bench.told()).containsExactly(REVOKED);
    }

    @Test
    void aSessionWhoseTimeHasComeIsNotRevokedByWhatItsDeviceDoesLater() {
        bench.hear(
                Told.said(SignalType.SESSION_CREATED, 1)
                        .in(Told.ON_MAC)
                        .user(Told.ALICE)
                        .on(Told.entity(Told.MAC_SERIAL))
                        .with(new SignalPayload.SessionChange(false, Told.minute(10), null))
                        .signal(),
                Told.threat(Severity.CRITICAL, "det-1", 11));

        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
    }

    @Test
    void afterASplitWhatIsHeardOfTheOnePartDoesNotReachSessionsOnTheOther() {
        Entity other = Told.entity(Told.id(IdentifierKind.DEVICE_SERIAL, "", "OTHER1234"));
        bench.hear(Told.opened(Told.ON_MAC, Told.ALICE, Told.entity(Told.MAC_SERIAL), 1))
                .hear(Told.said(SignalType.DEVICE_SEEN, 2)
                        .on(Told.entity(Told.MAC_SERIAL, other.identifiers().getFirst()))
                        .signal());
        CanonicalId both = bench.resolved().stream()
                .map(r -> r.key)
                .filter(key -> key.kind() == PrincipalKind.DEVICE)
                .findFirst()
                .orElseThrow();
        CanonicalId apart = CanonicalIds.apart("acme", PrincipalKind.DEVICE, "request-1");
        bench.hear(OperatorWord.of(
                "acme", "request-1", new SignalPayload.Split(both, apart, other.identifiers()), "ops", Told.minute(3)));

        bench.hear(threatOn(other, 4));
        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
        bench.hear(threatOn(Told.entity(Told.MAC_SERIAL), 5));
        assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
    }

    private static Signal threatOn(Entity device, double minute) {
        return Told.said(SignalType.THREAT_DETECTED, minute)
                .by("crowdstrike")
                .on(device)
                .with(new SignalPayload.Threat(
                        "det-" + minute, null, FindingState.NEW, Severity.CRITICAL, null, List.of()))
                .signal();
    }

    @Test
    void whatAnOperatorJoinsIsJudgedAsOne() {
        bench.hear(
                Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1),
                Told.jamf(true, 10),
                Told.threat(Severity.HIGH, "det-1", 11),
                Told.said(SignalType.DEVICE_SEEN, 12)
                        .by("jamf")
                        .on(Told.entity(Told.MAC_JAMF, Told.MAC_SERIAL))
                        .signal());
        assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
        List<CanonicalId> devices = bench.resolved().stream()
                .filter(r -> r.key.kind() == PrincipalKind.DEVICE && r.value.type() != SignalType.IDENTITY_LINKED)
                .map(r -> r.key)
                .distinct()
                .toList();
        CanonicalId byOkta = devices.getFirst();
        CanonicalId bySerial = devices.getLast();

        bench.hear(OperatorWord.of(
                "acme", "request-1", new SignalPayload.Merge(byOkta, bySerial), "ops", Told.minute(20)));

        assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
    }
}
