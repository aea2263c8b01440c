// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the definitions of events ask of whoever sends them, beyond what their records enforce and what is found out
 * when they are read from the topic. An event that breaks a rule must not become a SET: receivers would have to refuse
 * it.
 */
final class EventRules {
    private static final Set<String> DISABLED_REASONS = Set.of("hijacking", "bulk-account");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    private EventRules() {}

    /** What was found and what was expected, without anybody's identifiers; empty if the event may be sent. */
    static Optional<String> problem(SecurityEvent event) {
        return ofEvent(event.event(), event.subject())
                .or(() -> event.subject() instanceof ComplexSubject complex
                        ? ofIdentifiers(complex.members().values())
                        : Optional.empty())
                .or(() -> event.subject() instanceof SimpleSubject simple
                        ? ofIdentifiers(List.of(simple))
                        : Optional.empty());
    }

    private static Optional<String> ofEvent(Event event, Subject subject) {
        return switch (event) {
            case CaepEvent caep -> ofCaep(caep);
            case RiscEvent risc -> ofRisc(risc, subject);
            case SsfEvent ssf ->
                Optional.of(ssf.type().shortName() + " is a stream's own event, expected one of CAEP, RISC or our own");
            case UnknownEvent unknown -> ofType(unknown.type());
        };
    }

    private static Optional<String> ofCaep(CaepEvent event) {
        Optional<String> wrong = ofReasons(event.circumstances());
        if (wrong.isPresent()) {
            return wrong;
        }
        return switch (event) {
            case CaepEvent.CredentialChange change -> required("credential_type", change.credentialType());
            case CaepEvent.AssuranceLevelChange change ->
                required("namespace", change.namespace()).or(() -> required("current_level", change.currentLevel()));
            case CaepEvent.RiskLevelChange change -> ofPrincipal(change.principal());
            case CaepEvent.SessionRevoked none -> Optional.empty();
            case CaepEvent.TokenClaimsChange none -> Optional.empty();
            case CaepEvent.DeviceComplianceChange none -> Optional.empty();
            case CaepEvent.SessionEstablished none -> Optional.empty();
            case CaepEvent.SessionPresented none -> Optional.empty();
        };
    }

    private static Optional<String> ofRisc(RiscEvent event, Subject subject) {
        return switch (event) {
            case RiscEvent.IdentifierChanged changed -> ofOldIdentifier(changed.type(), subject);
            case RiscEvent.IdentifierRecycled recycled -> ofOldIdentifier(recycled.type(), subject);
            case RiscEvent.AccountDisabled disabled ->
                disabled.reason() == null || DISABLED_REASONS.contains(disabled.reason())
                        ? Optional.empty()
                        : Optional.of("account-disabled.reason is another word, expected hijacking or bulk-account");
            case RiscEvent.CredentialCompromise compromise ->
                required("credential_type", compromise.credentialType())
                        .or(() -> ofReasons(compromise.circumstances()));
            case RiscEvent.SessionsRevoked deprecated ->
                Optional.of("sessions-revoked is deprecated, expected CAEP session-revoked (RISC 1.0 §2.11)");
            case RiscEvent.AccountCredentialChangeRequired none -> Optional.empty();
            case RiscEvent.AccountPurged none -> Optional.empty();
            case RiscEvent.AccountEnabled none -> Optional.empty();
            case RiscEvent.OptIn none -> Optional.empty();
            case RiscEvent.OptOutInitiated none -> Optional.empty();
            case RiscEvent.OptOutCancelled none -> Optional.empty();
            case RiscEvent.OptOutEffective none -> Optional.empty();
            case RiscEvent.RecoveryActivated none -> Optional.empty();
            case RiscEvent.RecoveryInformationChanged none -> Optional.empty();
        };
    }

    /** RISC 1.0 §2.5, §2.6: the identifier that is no longer good. */
    private static Optional<String> ofOldIdentifier(EventType type, Subject subject) {
        boolean fits = subject instanceof SimpleSubject.Email || subject instanceof SimpleSubject.PhoneNumber;
        return fits
                ? Optional.empty()
                : Optional.of(type.shortName() + " has a subject of format " + subject.format()
                        + ", expected email or phone_number");
    }

    /** Upper case by convention of the standard's own values (CAEP 1.0 §3.8). */
    private static Optional<String> ofPrincipal(String principal) {
        return required("principal", principal)
                .or(() -> principal.chars().anyMatch(Character::isLowerCase)
                        ? Optional.of("risk-level-change.principal has lower case letters, expected such as USER")
                        : Optional.empty());
    }

    /** A type that is no URI cannot name a member of {@code events} (RFC 8417 §2.2). */
    private static Optional<String> ofType(EventType type) {
        try {
            return URI.create(type.uri()).isAbsolute()
                    ? Optional.empty()
                    : Optional.of("the event's type is a relative URI, expected an absolute one");
        } catch (IllegalArgumentException e) {
            return Optional.of("the event's type is no URI, expected an absolute one");
        }
    }

    private static Optional<String> ofReasons(Circumstances circumstances) {
        return ofText("reason_admin", circumstances.reasonAdmin())
                .or(() -> ofText("reason_user", circumstances.reasonUser()));
    }

    private static Optional<String> ofText(String member, LocalizedText text) {
        return text.byLanguage().entrySet().stream()
                        .anyMatch(entry ->
                                entry.getKey().isBlank() || entry.getValue().isBlank())
                ? Optional.of(member + " has an empty language or text, expected text by language tag")
                : Optional.empty();
    }

    private static Optional<String> required(String member, String value) {
        return value.isBlank() ? Optional.of(member + " is empty, expected a value") : Optional.empty();
    }

    private static Optional<String> ofIdentifiers(Collection<SimpleSubject> identifiers) {
        return identifiers.stream()
                .map(EventRules::ofIdentifier)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ofIdentifier(SimpleSubject identifier) {
        return switch (identifier) {
            case SimpleSubject.PhoneNumber phone ->
                E164.matcher(phone.phoneNumber()).matches()
                        ? Optional.empty()
                        : Optional.of("phone_number is not E.164, expected + and up to 15 digits");
            case SimpleSubject.Aliases aliases -> ofIdentifiers(aliases.identifiers());
            case SimpleSubject other -> Optional.empty();
        };
    }
}
