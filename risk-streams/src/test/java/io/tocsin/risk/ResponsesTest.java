// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event that a signal can lead to, with the members that CAEP 1.0 and RISC 1.0 ask for. */
class ResponsesTest {
    private static final String POLICY = """
            name: everything
            levels: {medium: 40, high: 75, hysteresis: 5}
            contributions:
              - {rule: found, of: device, when: signal.type == "THREAT_DETECTED", weight: 80, cap: 80}
            responses:
              - {response: established, of: session, on: {signal: signal.type == "SESSION_CREATED"}, send: session-established, reason-admin: {en: x}}
              - {response: presented, of: session, on: {signal: signal.type == "LOGIN_SUCCEEDED"}, send: session-presented, reason-admin: {en: x}}
              - {response: claims, of: session, on: {signal: signal.type == "SESSION_CONTEXT_CHANGED"}, send: token-claims-change, with: {claims: {role: guest, trusted: false}}, reason-admin: {en: x}}
              - response: credential
                of: user
                on: {signal: signal.type == "MFA_CHANGED"}
                send: credential-change
                with: {credential-type: {from: signal.credential.type}, change-type: {from: signal.credential.change}, friendly-name: a key}
                reason-admin: {en: x, de: y}
                reason-user: {en: u, de: v}
              - response: assurance
                of: user
                on: {signal: signal.type == "ASSURANCE_CHANGED"}
                send: assurance-level-change
                with: {namespace: {from: signal.assurance.namespace}, current-level: {from: signal.assurance.current}, previous-level: {from: signal.assurance.previous}, change-direction: decrease}
                reason-admin: {en: x}
              - {response: risky, of: device, on: {level: high}, send: risk-level-change, reason-admin: {en: "{rules}"}}
              - {response: revoke-device, of: device, on: {level: high}, send: session-revoked, reason-admin: {en: "{rules}"}}
              - {response: revoke-user, of: user, on: {signal: signal.type == "SUSPICIOUS_ACTIVITY_REPORTED"}, send: session-revoked, reason-admin: {en: x}}
              - {response: disabled, of: user, on: {signal: signal.type == "ACCOUNT_DISABLED"}, send: account-disabled, with: {reason: {from: signal.account.reason}}, reason-admin: {en: x}}
              - {response: enabled, of: user, on: {signal: signal.type == "ACCOUNT_ENABLED"}, send: account-enabled, reason-admin: {en: x}}
              - {response: purged, of: user, on: {signal: signal.type == "ACCOUNT_DELETED"}, send: account-purged, reason-admin: {en: x}}
              - {response: compromise, of: user, on: {signal: signal.type == "CREDENTIAL_COMPROMISED"}, send: credential-compromise, with: {credential-type: password}, reason-admin: {en: x}}
              - {response: renamed, of: user, on: {signal: signal.type == "ACCOUNT_IDENTIFIER_CHANGED"}, send: identifier-changed, reason-admin: {en: x}}
            """;

    private final Bench bench = new Bench(Policy.read("everything.yaml", POLICY.getBytes(UTF_8)));

    @AfterEach
    void close() {
        bench.close();
    }

    private SecurityEvent only(EventType type, Signal... heard) {
        List<SecurityEvent> events = bench.hear(heard).events(type);
        assertThat(events).hasSize(1);
        Event event = events.getFirst().event();
        assertThat(EventJson.read(type, EventJson.write(event))).isEqualTo(event);
        return events.getFirst();
    }

    private static Signal ofAlice(SignalType type, SignalPayload payload) {
        return Told.said(type, 10)
                .user(Told.ALICE)
                .with(payload)
                .initiatedBy(InitiatingEntity.ADMIN)
                .signal();
    }

    private static Signal ofSession(SignalType type) {
        return Told.said(type, 10).in(Told.ON_MAC).user(Told.ALICE).signal();
    }

    @Test
    void aSessionThatBeginsIsEstablishedAndOneThatIsUsedIsPresented() {
        only(EventType.SESSION_ESTABLISHED, Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1));
        only(EventType.SESSION_PRESENTED, ofSession(SignalType.LOGIN_SUCCEEDED));
    }

    @Test
    void claimsAreThoseThatThePolicyGives() {
        SecurityEvent event = only(EventType.TOKEN_CLAIMS_CHANGE, ofSession(SignalType.SESSION_CONTEXT_CHANGED));
        assertThat(event.event())
                .isInstanceOfSatisfying(
                        CaepEvent.TokenClaimsChange.class,
                        change -> assertThat(change.claims().toString()).isEqualTo("{role=\"guest\", trusted=false}"));
    }

    @Test
    void aCredentialChangeSaysWhatWhoAndWhyInEveryLanguage() {
        SecurityEvent event = only(EventType.CREDENTIAL_CHANGE, ofAlice(SignalType.MFA_CHANGED, Told.factorRemoved()));
        assertThat(event.event()).isInstanceOfSatisfying(CaepEvent.CredentialChange.class, change -> {
            assertThat(change.credentialType()).isEqualTo("fido2-roaming");
            assertThat(change.changeType()).isEqualTo(ChangeType.DELETE);
            assertThat(change.friendlyName()).isEqualTo("a key");
            assertThat(change.circumstances().initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
            assertThat(change.circumstances().eventTimestamp()).isEqualTo(Told.minute(10));
            assertThat(change.circumstances().reasonAdmin().byLanguage()).containsOnlyKeys("en", "de");
            assertThat(change.circumstances().reasonUser().byLanguage()).containsEntry("de", "v");
        });
    }

    @Test
    void anAssuranceLevelChangeNamesBothLevelsAndTheirNamespace() {
        SecurityEvent event = only(
                EventType.ASSURANCE_LEVEL_CHANGE,
                ofAlice(
                        SignalType.ASSURANCE_CHANGED,
                        new SignalPayload.AssuranceChange("NIST-AAL", "nist-aal1", "nist-aal2")));
        assertThat(event.event()).isInstanceOfSatisfying(CaepEvent.AssuranceLevelChange.class, change -> {
            assertThat(change.namespace()).isEqualTo("NIST-AAL");
            assertThat(change.currentLevel()).isEqualTo("nist-aal1");
            assertThat(change.previousLevel()).isEqualTo("nist-aal2");
            assertThat(change.changeDirection()).isEqualTo(CaepEvent.ChangeDirection.DECREASE);
        });
    }

    @Test
    void aDeviceAtHighIsToldWithItsLevelAndAllItsSessionsAreRevoked() {
        bench.hear(Told.said(SignalType.DEVICE_SEEN, 0)
                .on(Told.entity(Told.MAC_SERIAL))
                .user(Told.ALICE)
                .signal());
        bench.hear(Told.threat(Severity.HIGH, "det-1", 5));
        List<SecurityEvent> events = bench.events();

        assertThat(events)
                .extracting(Bench::line)
                .containsExactlyInAnyOrder(
                        "risk-level-change device=FVFXFAKE01Q6 user=alice.ng@acme.example",
                        "session-revoked device=FVFXFAKE01Q6 user=alice.ng@acme.example");
        assertThat(events.getFirst().event()).isInstanceOfSatisfying(CaepEvent.RiskLevelChange.class, change -> {
            assertThat(change.principal()).isEqualTo("DEVICE");
            assertThat(change.currentLevel().name()).isEqualTo("HIGH");
        });
    }

    @Test
    void allSessionsOfAUserAreRevokedByOneEventAboutTheUser() {
        SecurityEvent event = only(
                EventType.SESSION_REVOKED, ofAlice(SignalType.SUSPICIOUS_ACTIVITY_REPORTED, new SignalPayload.None()));
        assertThat(Bench.line(event)).isEqualTo("session-revoked user=alice.ng@acme.example");
    }

    @Test
    void accountsAreDisabledWithAReasonEnabledAndPurged() {
        SecurityEvent disabled = only(
                EventType.ACCOUNT_DISABLED,
                ofAlice(SignalType.ACCOUNT_DISABLED, new SignalPayload.AccountChange("hijacking", null, null)));
        assertThat(disabled.event())
                .isInstanceOfSatisfying(
                        RiscEvent.AccountDisabled.class,
                        event -> assertThat(event.reason()).isEqualTo("hijacking"));
        only(
                EventType.ACCOUNT_ENABLED,
                ofAlice(SignalType.ACCOUNT_ENABLED, new SignalPayload.AccountChange(null, null, null)));
        only(
                EventType.ACCOUNT_PURGED,
                ofAlice(SignalType.ACCOUNT_DELETED, new SignalPayload.AccountChange(null, null, null)));
    }

    @Test
    void aCompromisedCredentialIsNamed() {
        SecurityEvent event = only(
                EventType.CREDENTIAL_COMPROMISE, ofAlice(SignalType.CREDENTIAL_COMPROMISED, new SignalPayload.None()));
        assertThat(event.event())
                .isInstanceOfSatisfying(
                        RiscEvent.CredentialCompromise.class,
                        compromise -> assertThat(compromise.credentialType()).isEqualTo("password"));
    }

    @Test
    void aRenamedAccountIsToldByItsOldNameWithTheNewOneInside() {
        bench.hear(ofAlice(SignalType.ACCOUNT_ENABLED, new SignalPayload.AccountChange(null, null, null)));
        SecurityEvent event = only(
                EventType.IDENTIFIER_CHANGED,
                ofAlice(
                        SignalType.ACCOUNT_IDENTIFIER_CHANGED,
                        new SignalPayload.AccountChange(
                                null,
                                Told.id(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example"),
                                Told.id(IdentifierKind.USER_EMAIL, "", "alice.stone@acme.example"))));
        assertThat(event.event())
                .isInstanceOfSatisfying(
                        RiscEvent.IdentifierChanged.class,
                        changed -> assertThat(changed.newValue()).isEqualTo("alice.stone@acme.example"));
        assertThat(event.subject())
                .isInstanceOfSatisfying(
                        ComplexSubject.class,
                        subject -> assertThat(subject.member(ComplexSubject.USER))
                                .contains(new SimpleSubject.Email("alice.ng@acme.example")));
    }

    @Test
    void anEventThatLacksAMemberIsNotSentAndTheDecisionSaysWhich() {
        bench.hear(ofAlice(SignalType.ASSURANCE_CHANGED, new SignalPayload.None()));

        assertThat(bench.events()).isEmpty();
        assertThat(bench.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.verdict().cause()).isEqualTo(Decision.Cause.INCOMPLETE);
            assertThat(decision.verdict().reason()).contains("namespace");
        });
    }
}
