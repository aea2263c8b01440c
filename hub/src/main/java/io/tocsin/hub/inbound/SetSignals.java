// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.connectors.keycloak.OneAct;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.AssuranceChange;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.None;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a SET of another transmitter says, as a signal. Pure; the same SET gives the same signal. */
final class SetSignals {
    /** A session id that stands for all of the user's. */
    private static final Opaque ALL = new Opaque("ALL");

    private final InboundSource source;
    private final Transport transport;
    private final Predicate<String> ours;
    private final SubjectNames names;

    /** @param ours whether a {@code txn} is one of a SET that this hub sent */
    SetSignals(InboundSource source, Transport transport, Predicate<String> ours) {
        this.source = source;
        this.transport = transport;
        this.ours = ours;
        this.names = new SubjectNames(source.namespace(), source.sidIssuer());
    }

    private record Said(
            SignalType type,
            SignalPayload payload,
            @Nullable Circumstances circumstances) {

        /** As Keycloak's connector has it: only a password is no factor. */
        Said inItsWords() {
            return payload instanceof CredentialUpdate update
                            && !update.credentialType().equals("password")
                    ? new Said(SignalType.MFA_CHANGED, payload, circumstances)
                    : this;
        }
    }

    /** Whose listener and log tell of the same. */
    private boolean isKeycloak() {
        return source.vendor().equals("keycloak");
    }

    /** Empty for an event that is evidence of nothing here. */
    Optional<Signal> of(SetClaims claims, Instant arrival) {
        Event event = claims.events().getFirst();
        Parties parties = Parties.of(claims.subId(), event);
        return said(event, parties).map(told -> {
            Said said = isKeycloak() ? told.inItsWords() : told;
            Circumstances circumstances = said.circumstances();
            Instant known = circumstances == null || circumstances.eventTimestamp() == null
                    ? claims.toe()
                    : circumstances.eventTimestamp();
            Instant at = known == null ? claims.iat() : known;
            SignalDraft draft = SignalDraft.of(
                    EventTime.of(at, claims.iat(), arrival), origin(event.type().uri(), claims.jti()));
            if (isKeycloak() && parties.user() instanceof SimpleSubject.IssSub user) {
                String act = OneAct.key(user.iss(), user.sub(), said.payload(), at);
                if (act != null) {
                    draft.knownBy(OneAct.FAMILY, act);
                }
            }
            return draft.by(circumstances == null ? null : circumstances.initiatingEntity(), null)
                    .user(names.of(PrincipalKind.USER, parties.user()))
                    .device(names.of(PrincipalKind.DEVICE, parties.device()))
                    .session(names.of(PrincipalKind.SESSION, parties.session()))
                    .provenance(new Provenance(null, claims.txn(), isEcho(claims) ? claims.txn() : null, false))
                    .signal(said.type(), said.payload(), 0);
        });
    }

    /** Does it tell of what a SET of ours has caused? Whoever does keeps the {@code txn} (RFC 8417 §2.2). */
    boolean isEcho(SetClaims claims) {
        String txn = claims.txn();
        return txn != null && ours.test(txn);
    }

    /** Where what this stream says comes from. */
    SignalSource origin(String word, @Nullable String id) {
        return new SignalSource(
                source.tenant(),
                source.vendor(),
                source.stream().name(),
                source.stream().issuer(),
                transport,
                word,
                id,
                null);
    }

    private static Optional<Said> said(Event event, Parties parties) {
        return switch (event) {
            case CaepEvent caep -> ofCaep(caep, parties);
            case RiscEvent risc -> ofRisc(risc);
            case Event other -> Optional.empty();
        };
    }

    private static Optional<Said> ofCaep(CaepEvent event, Parties parties) {
        Circumstances about = event.circumstances();
        return switch (event) {
            case CaepEvent.SessionRevoked revoked ->
                said(SignalType.SESSION_REVOKED, new SessionChange(parties.session() == null, null, null), about);
            case CaepEvent.SessionEstablished established ->
                said(SignalType.SESSION_CREATED, new SessionChange(false, null, null), about);
            case CaepEvent.SessionPresented presented ->
                said(SignalType.SESSION_CONTEXT_CHANGED, new SessionChange(false, null, null), about);
            case CaepEvent.CredentialChange change ->
                said(
                        SignalType.CREDENTIAL_CHANGED,
                        new CredentialUpdate(
                                change.credentialType(), change.changeType(), change.friendlyName(), false),
                        about);
            case CaepEvent.DeviceComplianceChange change ->
                said(
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        new Compliance(change.currentStatus(), change.previousStatus(), List.of()),
                        about);
            case CaepEvent.AssuranceLevelChange change ->
                said(
                        SignalType.ASSURANCE_CHANGED,
                        new AssuranceChange(change.namespace(), change.currentLevel(), change.previousLevel()),
                        about);
            case CaepEvent.RiskLevelChange change ->
                said(
                        SignalType.RISK_ASSESSED,
                        new VendorRisk(
                                principal(change.principal()),
                                level(change.currentLevel()),
                                change.previousLevel() == null ? null : level(change.previousLevel()),
                                null,
                                change.riskReason() == null ? List.of() : List.of(change.riskReason())),
                        about);
            case CaepEvent.TokenClaimsChange none -> Optional.empty();
        };
    }

    private static Optional<Said> ofRisc(RiscEvent event) {
        return switch (event) {
            case RiscEvent.AccountDisabled disabled ->
                said(SignalType.ACCOUNT_DISABLED, new AccountChange(disabled.reason(), null, null), null);
            case RiscEvent.AccountEnabled enabled -> said(SignalType.ACCOUNT_ENABLED, new None(), null);
            case RiscEvent.AccountPurged purged -> said(SignalType.ACCOUNT_DELETED, new None(), null);
            case RiscEvent.SessionsRevoked revoked ->
                said(SignalType.SESSION_REVOKED, new SessionChange(true, null, null), null);
            case RiscEvent.CredentialCompromise compromise ->
                said(SignalType.CREDENTIAL_COMPROMISED, new None(), compromise.circumstances());
            case RiscEvent.IdentifierChanged changed -> said(SignalType.ACCOUNT_IDENTIFIER_CHANGED, new None(), null);
            case RiscEvent other -> Optional.empty();
        };
    }

    private static Optional<Said> said(SignalType type, SignalPayload payload, @Nullable Circumstances circumstances) {
        return Optional.of(new Said(type, payload, circumstances));
    }

    private static PrincipalKind principal(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "DEVICE" -> PrincipalKind.DEVICE;
            case "SESSION" -> PrincipalKind.SESSION;
            default -> PrincipalKind.USER;
        };
    }

    private static RiskLevel level(CaepRiskLevel level) {
        return switch (level) {
            case LOW -> RiskLevel.LOW;
            case MEDIUM -> RiskLevel.MEDIUM;
            case HIGH -> RiskLevel.HIGH;
        };
    }

    /** Whom a subject names. A simple one is the principal that its event is about. */
    private record Parties(
            @Nullable SimpleSubject user,
            @Nullable SimpleSubject device,
            @Nullable SimpleSubject session) {
        static Parties of(Subject subject, Event event) {
            return switch (subject) {
                case ComplexSubject complex ->
                    new Parties(
                            complex.member(ComplexSubject.USER).orElse(null),
                            complex.member(ComplexSubject.DEVICE).orElse(null),
                            complex.member(ComplexSubject.SESSION)
                                    .filter(session -> !session.equals(ALL))
                                    .orElse(null));
                case SimpleSubject simple -> ofSimple(simple, event);
            };
        }

        private static Parties ofSimple(SimpleSubject simple, Event event) {
            boolean session = (event instanceof CaepEvent.SessionRevoked && simple instanceof Opaque)
                    || simple instanceof SimpleSubject.JwtId
                    || simple instanceof SimpleSubject.SamlAssertionId;
            boolean device = event instanceof CaepEvent.DeviceComplianceChange;
            return new Parties(
                    session || device ? null : simple, device ? simple : null, session && !device ? simple : null);
        }
    }
}
