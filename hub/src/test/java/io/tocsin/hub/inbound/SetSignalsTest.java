// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.keycloak.EventHook;
import io.tocsin.connectors.keycloak.Realm;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What SETs say, as signals. */
class SetSignalsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant THEN = NOW.minusSeconds(90);

    private final SetSignals signals = Acme.signals("txn-of-ours"::equals);

    private Optional<Signal> heard(Subject subject, Event event) {
        return heard(subject, event, "txn-1");
    }

    private Optional<Signal> heard(Subject subject, Event event, String txn) {
        return heard(signals, subject, event, txn);
    }

    private static Optional<Signal> heard(SetSignals signals, Subject subject, Event event, String txn) {
        return signals.of(
                new SetClaims(
                        Acme.ISSUER,
                        List.of("hub"),
                        NOW.minusSeconds(5),
                        "jti-1",
                        txn,
                        null,
                        subject,
                        List.of(event),
                        Members.NONE),
                NOW);
    }

    private static CaepEvent.SessionRevoked revoked() {
        return new CaepEvent.SessionRevoked(
                new Circumstances(THEN, null, LocalizedText.NONE, LocalizedText.NONE), Members.NONE);
    }

    @Test
    void whatASetOfOursHasCausedIsMarkedAsThat() {
        assertThat(heard(new Opaque("s"), revoked(), "txn-of-ours")
                        .orElseThrow()
                        .provenance()
                        .causedByJti())
                .isEqualTo("txn-of-ours");
        assertThat(heard(new Opaque("s"), revoked()).orElseThrow().provenance().causedByJti())
                .isNull();
    }

    @Test
    void aRevokedSessionOfAUserNamesBothAndTheTimeItHappened() {
        Signal signal = heard(
                        new ComplexSubject(Map.of(
                                ComplexSubject.SESSION,
                                new Opaque("sid-1"),
                                ComplexSubject.USER,
                                new Email("alice@acme.example"))),
                        revoked())
                .orElseThrow();

        assertThat(signal.type()).isEqualTo(SignalType.SESSION_REVOKED);
        assertThat(signal.payload()).isEqualTo(new SessionChange(false, null, null));
        assertThat(signal.times().event()).isEqualTo(THEN);
        assertThat(requireNonNull(signal.session()).identifiers())
                .containsExactly(
                        new Identifier(IdentifierKind.SESSION_VENDOR_ID, "okta:acme", "sid-1", Strength.STRONG));
        assertThat(requireNonNull(signal.user()).identifiers())
                .containsExactly(new Identifier(IdentifierKind.USER_EMAIL, "", "alice@acme.example", Strength.STRONG));
        assertThat(signal.provenance().txn()).isEqualTo("txn-1");
    }

    @Test
    void allSessionsOfAUserAreAllHoweverItIsSaid() {
        Signal named = heard(
                        new ComplexSubject(Map.of(
                                ComplexSubject.SESSION,
                                new Opaque("ALL"),
                                ComplexSubject.USER,
                                new IssSub("https://i.example", "u-1"))),
                        revoked())
                .orElseThrow();
        Signal plain = heard(new IssSub("https://i.example", "u-1"), revoked()).orElseThrow();

        for (Signal signal : List.of(named, plain)) {
            assertThat(signal.payload()).isEqualTo(new SessionChange(true, null, null));
            assertThat(signal.session()).isNull();
            assertThat(requireNonNull(signal.user()).identifiers())
                    .containsExactly(
                            new Identifier(IdentifierKind.USER_ISS_SUB, "https://i.example", "u-1", Strength.STRONG));
        }
    }

    @Test
    void whatKeycloakTellsOfByASetAndByItsEventsIsOneSignal() {
        Circumstances then = new Circumstances(THEN, null, LocalizedText.NONE, LocalizedText.NONE);
        SetSignals keycloak = Acme.signals("keycloak", txn -> false);
        IssSub alice = new IssSub("https://id.acme.example/realms/acme", "alice-id");
        for (String type : List.of("password", "otp")) {
            CaepEvent change = new CaepEvent.CredentialChange(
                    type.equals("otp") ? "app" : type, ChangeType.UPDATE, null, null, null, null, then, Members.NONE);
            Signal told = heard(keycloak, alice, change, "txn-1").orElseThrow();
            Signal happened = happened("""
                    {"id": "e-1", "time": %d, "type": "UPDATE_CREDENTIAL", "userId": "alice-id",
                     "details": {"credential_type": "%s"}}""".formatted(THEN.toEpochMilli() + 700, type));
            assertThat(told.id()).isEqualTo(happened.id());
            assertThat(told.type()).isEqualTo(happened.type());
        }
        ComplexSubject all =
                new ComplexSubject(Map.of(ComplexSubject.SESSION, new Opaque("ALL"), ComplexSubject.USER, alice));
        String everywhere =
                heard(keycloak, all, revoked(), "txn-2").orElseThrow().id();
        assertThat(everywhere)
                .isEqualTo(happened("""
                {"id": "a-1", "time": %d, "operationType": "ACTION", "resourceType": "USER",
                 "resourcePath": "users/alice-id/logout"}""".formatted(THEN.toEpochMilli())).id());
        IssSub bob = new IssSub(alice.iss(), "bob-id");
        assertThat(heard(keycloak, bob, revoked(), "txn-3").orElseThrow().id()).isNotEqualTo(everywhere);
    }

    private static Signal happened(String event) {
        Mapped mapped = new EventHook(new Realm("acme", "https://id.acme.example/realms/acme", false))
                .map(
                        JsonAt.root(StrictJson.parse(event.getBytes(UTF_8))),
                        new Arrival("acme", "keycloak", Transport.WEBHOOK, NOW));
        return ((Mapped.Signals) mapped).signals().getFirst();
    }

    @Test
    void aDeviceIsADeviceAlsoWhereTheSubjectIsSimple() {
        Signal signal = heard(
                        new Opaque("dev-1"),
                        new CaepEvent.DeviceComplianceChange(
                                ComplianceStatus.COMPLIANT,
                                ComplianceStatus.NOT_COMPLIANT,
                                Circumstances.NONE,
                                Members.NONE))
                .orElseThrow();

        assertThat(signal.type()).isEqualTo(SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(signal.payload())
                .isEqualTo(new Compliance(ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()));
        assertThat(requireNonNull(signal.device()).identifiers())
                .extracting(Identifier::value)
                .containsExactly("dev-1");
        assertThat(signal.user()).isNull();
    }

    @Test
    void theSameSetGivesTheSameSignalAndWhatIsNoEvidenceNone() {
        Event disabled = new RiscEvent.AccountDisabled("hijacking", Members.NONE);

        assertThat(heard(new Email("a@acme.example"), disabled))
                .isEqualTo(heard(new Email("a@acme.example"), disabled));
        assertThat(heard(new Email("a@acme.example"), new RiscEvent.OptIn(Members.NONE)))
                .isEmpty();
    }
}
