// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.google;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Meaning;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Activities of people and devices. One activity holds one event or several; there is no id of a session in any. */
final class Activities implements RecordMapper {
    private static final String VENDOR = "google-workspace";

    private final String family;
    private final String customer;

    Activities(String family, String customer) {
        this.family = family;
        this.customer = customer;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        List<Signal> signals = new ArrayList<>();
        for (JsonAt event : record.get("events").elements()) {
            String name = event.get("name").text();
            List<Meaning> meanings = name == null ? List.of() : meanings(name, new Parameters(event));
            for (Meaning meaning : meanings) {
                int ordinal = (int) signals.stream()
                        .filter(told -> told.type() == meaning.type())
                        .count();
                signals.add(draft(record, event, arrival).signal(meaning.type(), meaning.payload(), ordinal));
            }
        }
        return signals.isEmpty() ? new Mapped.Ignored(Mapped.Why.NO_MEANING) : new Mapped.Signals(signals);
    }

    private SignalDraft draft(JsonAt record, JsonAt event, Arrival arrival) {
        Parameters parameters = new Parameters(event);
        Entity user = user(record, parameters);
        Entity device = device(parameters);
        if (user == null && device == null) {
            throw record.get("actor").unexpected("the address or id of a user");
        }
        SignalSource source = arrival.source(
                VENDOR,
                family,
                event.get("name").requireText(),
                record.get("id").get("uniqueQualifier").requireId(),
                null);
        return SignalDraft.of(
                        EventTime.of(EventTime.requireIso(record.get("id").get("time")), null, arrival.at()), source)
                .user(user)
                .device(device)
                .context(new SignalContext(record.get("ipAddress").text(), null, null, null, null, null, null));
    }

    /** Of whom a device's event speaks in a parameter, the others by who acts. */
    private @Nullable Entity user(JsonAt record, Parameters parameters) {
        JsonAt actor = record.get("actor");
        String named = parameters.text("USER_EMAIL");
        String acting = actor.get("email").text();
        Names names = new Names();
        if (named == null || named.equals(acting)) {
            names.add(
                    IdentifierKind.USER_VENDOR_ID,
                    VENDOR + ":" + customer,
                    actor.get("profileId").id(),
                    Strength.STRONG);
        }
        return names.add(IdentifierKind.USER_EMAIL, named == null ? acting : named, Strength.STRONG)
                .entity();
    }

    private @Nullable Entity device(Parameters parameters) {
        return new Names()
                .add(IdentifierKind.DEVICE_SERIAL, parameters.text("SERIAL_NUMBER"), Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        VENDOR + ":" + customer,
                        parameters.text("DEVICE_ID"),
                        Strength.STRONG)
                .entity();
    }

    private static List<Meaning> meanings(String name, Parameters parameters) {
        return switch (name) {
            case "login_success" -> success(parameters);
            case "login_failure" ->
                List.of(Meaning.login(SignalType.LOGIN_FAILED, parameters.text("login_failure_type")));
            case "login_challenge" ->
                "Challenge Failed.".equals(parameters.text("login_challenge_status"))
                        ? List.of(Meaning.login(
                                SignalType.MFA_CHALLENGE_DENIED, parameters.text("login_challenge_method")))
                        : List.of();
            case "logout" -> List.of(Meaning.session(SignalType.SESSION_ENDED, false, null));
            case "suspicious_login", "suspicious_login_less_secure_app", "suspicious_programmatic_login" ->
                List.of(Meaning.risk(RiskLevel.MEDIUM, name));
            case "gov_attack_warning" -> List.of(Meaning.risk(RiskLevel.HIGH, name));
            case "account_disabled_password_leak" ->
                List.of(Meaning.leaked(), Meaning.account(SignalType.ACCOUNT_DISABLED, name));
            case "account_disabled_hijacked",
                    "account_disabled_generic",
                    "account_disabled_spamming",
                    "account_disabled_spamming_through_relay" ->
                List.of(Meaning.account(SignalType.ACCOUNT_DISABLED, name));
            case "2sv_enroll" -> List.of(Meaning.factor("unknown", ChangeType.CREATE));
            case "2sv_disable" -> List.of(Meaning.factor("unknown", ChangeType.DELETE));
            case "password_edit" -> List.of(Meaning.password());
            default -> device(name, parameters);
        };
    }

    private static List<Meaning> success(Parameters parameters) {
        Meaning login = Meaning.login(SignalType.LOGIN_SUCCEEDED, null);
        return parameters.isTrue("is_suspicious")
                ? List.of(login, Meaning.risk(RiskLevel.MEDIUM, "is_suspicious"))
                : List.of(login);
    }

    private static List<Meaning> device(String name, Parameters parameters) {
        return switch (name) {
            case "DEVICE_COMPLIANCE_CHANGED_EVENT" -> compliance(parameters.word("DEVICE_COMPLIANCE"));
            case "DEVICE_REGISTER_UNREGISTER_EVENT" ->
                switch (parameters.word("ACCOUNT_STATE")) {
                    case "REGISTERED" -> List.of(new Meaning(SignalType.DEVICE_ENROLLED, facts(true, parameters)));
                    case "UNREGISTERED" -> List.of(new Meaning(SignalType.DEVICE_UNENROLLED, facts(false, parameters)));
                    default -> List.of();
                };
            case "DEVICE_COMPROMISED_EVENT" -> compromised(parameters);
            default -> List.of();
        };
    }

    /** The event is of a change between two states, so the one it does not name is the former. */
    private static List<Meaning> compliance(String word) {
        ComplianceStatus now = switch (word) {
            case "COMPLIANT" -> ComplianceStatus.COMPLIANT;
            case "NON_COMPLIANT" -> ComplianceStatus.NOT_COMPLIANT;
            default -> null;
        };
        if (now == null) {
            return List.of();
        }
        ComplianceStatus then =
                now == ComplianceStatus.COMPLIANT ? ComplianceStatus.NOT_COMPLIANT : ComplianceStatus.COMPLIANT;
        return List.of(new Meaning(SignalType.DEVICE_COMPLIANCE_CHANGED, new Compliance(now, then, List.of())));
    }

    private static List<Meaning> compromised(Parameters parameters) {
        String state = parameters.word("DEVICE_COMPROMISED_STATE");
        boolean over = state.equals("NOT_COMPROMISED");
        if (!over && !state.equals("COMPROMISED")) {
            return List.of();
        }
        return List.of(new Meaning(
                over ? SignalType.THREAT_RESOLVED : SignalType.THREAT_DETECTED,
                new Threat(
                        VENDOR + ":compromised:" + parameters.word("DEVICE_ID"),
                        "Device compromised",
                        over ? FindingState.RESOLVED : FindingState.NEW,
                        Severity.HIGH,
                        null,
                        List.of())));
    }

    private static DeviceFacts facts(boolean managed, Parameters parameters) {
        return new DeviceFacts(managed, null, parameters.text("DEVICE_TYPE"), parameters.text("OS_VERSION"));
    }

    /** An event's parameters, which are a list of names and values of several kinds. */
    private record Parameters(JsonAt event) {

        private JsonAt named(String name) {
            for (JsonAt parameter : event.get("parameters").elements()) {
                if (name.equals(parameter.get("name").text())) {
                    return parameter;
                }
            }
            return event.get("no such parameter");
        }

        @Nullable
        String text(String name) {
            return named(name).get("value").text();
        }

        /** Empty where there is none. */
        String word(String name) {
            String text = text(name);
            return text == null ? "" : text.toUpperCase(Locale.ROOT);
        }

        boolean isTrue(String name) {
            return Boolean.TRUE.equals(named(name).get("boolValue").bool());
        }
    }
}
