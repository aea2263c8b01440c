// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.Lookup;
import io.tocsin.connectors.generic.spec.PayloadSpec;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Payload specifications, checked and made into functions of the record. */
final class Payloads {
    private static final String COMPLIANCE = "compliance";

    private Payloads() {}

    static Function<JsonAt, SignalPayload> of(Key key, @Nullable PayloadSpec spec) {
        return switch (spec) {
            case null -> record -> new SignalPayload.None();
            case PayloadSpec.Compliance c -> compliance(key, c);
            case PayloadSpec.Threat t -> threat(key, t);
            case PayloadSpec.Credential c -> credential(key, c);
            case PayloadSpec.Risk r -> risk(key, r);
            case PayloadSpec.Session s -> {
                JsonPointer reason = key.get("reason").optional(s.reason());
                yield record -> new SignalPayload.SessionChange(s.all(), null, Scalars.text(record, reason));
            }
            case PayloadSpec.Device d -> device(key, d);
        };
    }

    /** The name of the payload that signals of a type carry; absent where the type says it all. */
    static @Nullable String wanted(SignalType type) {
        return switch (type) {
            case DEVICE_COMPLIANCE_CHANGED -> COMPLIANCE;
            case THREAT_DETECTED, THREAT_UPDATED, THREAT_RESOLVED -> "threat";
            case MFA_CHANGED, CREDENTIAL_CHANGED -> "credential";
            case RISK_ASSESSED -> "risk";
            case UNKNOWN, SESSION_CREATED, SESSION_ENDED, SESSION_REVOKED, SESSION_CONTEXT_CHANGED -> null;
            case TOKEN_REUSED, LOGIN_SUCCEEDED, LOGIN_FAILED, MFA_CHALLENGE_DENIED, CREDENTIAL_COMPROMISED -> null;
            case ASSURANCE_CHANGED, ACCOUNT_LOCKED, ACCOUNT_UNLOCKED, ACCOUNT_DISABLED, ACCOUNT_ENABLED -> null;
            case ACCOUNT_DELETED, ACCOUNT_IDENTIFIER_CHANGED, PRIVILEGE_CHANGED, SUSPICIOUS_ACTIVITY_REPORTED -> null;
            case DEVICE_POSTURE_ASSESSED, DEVICE_ENROLLED, DEVICE_UNENROLLED, DEVICE_SEEN -> null;
            case DEVICE_ISOLATION_CHANGED, DEVICE_USER_ASSIGNED, IDENTITY_LINKED, IDENTITY_SPLIT -> null;
            case OWN_SET_ECHO, HEARTBEAT, SOURCE_GAP -> null;
        };
    }

    static @Nullable String name(@Nullable PayloadSpec spec) {
        return switch (spec) {
            case null -> null;
            case PayloadSpec.Compliance c -> COMPLIANCE;
            case PayloadSpec.Threat t -> "threat";
            case PayloadSpec.Credential c -> "credential";
            case PayloadSpec.Risk r -> "risk";
            case PayloadSpec.Session s -> "session";
            case PayloadSpec.Device d -> "device";
        };
    }

    private enum Status {
        COMPLIANT,
        NOT_COMPLIANT,
        UNKNOWN;

        @Nullable
        ComplianceStatus known() {
            return switch (this) {
                case COMPLIANT -> ComplianceStatus.COMPLIANT;
                case NOT_COMPLIANT -> ComplianceStatus.NOT_COMPLIANT;
                case UNKNOWN -> null;
            };
        }
    }

    private static Function<JsonAt, SignalPayload> compliance(Key key, PayloadSpec.Compliance spec) {
        Choice<Status> current = Choice.of(key.get("current"), Status.class, spec.current());
        Choice<Status> previous = optional(key.get("previous"), Status.class, spec.previous());
        JsonPointer check = key.get("check").optional(spec.check());
        JsonPointer checkName = key.get("check-name").optional(spec.checkName());
        return record -> {
            ComplianceStatus now = current.of(record).known();
            String id = Scalars.text(record, check);
            List<PostureCheck> checks = id == null || now == null
                    ? List.of()
                    : List.of(new PostureCheck(id, Scalars.text(record, checkName), now == ComplianceStatus.COMPLIANT));
            return new SignalPayload.Compliance(
                    now, previous == null ? null : previous.of(record).known(), checks);
        };
    }

    private static Function<JsonAt, SignalPayload> threat(Key key, PayloadSpec.Threat spec) {
        JsonPointer finding = key.get("finding").pointer(spec.finding());
        JsonPointer title = key.get("title").optional(spec.title());
        Choice<FindingState> state = optional(key.get("state"), FindingState.class, spec.state());
        Choice<Severity> severity = Choice.of(key.get("severity"), Severity.class, spec.severity());
        JsonPointer mitigated = key.get("mitigated").optional(spec.mitigated());
        JsonPointer techniques = key.get("techniques").optional(spec.techniques());
        return record -> new SignalPayload.Threat(
                record.at(finding).requireId(),
                Scalars.text(record, title),
                state == null ? FindingState.NEW : state.of(record),
                severity.of(record),
                Scalars.bool(record, mitigated),
                Scalars.texts(record, techniques));
    }

    private static Function<JsonAt, SignalPayload> credential(Key key, PayloadSpec.Credential spec) {
        Choice<String> credential = Choice.ofTexts(key.get("credential"), spec.credential());
        Choice<ChangeType> change = Choice.of(key.get("change"), ChangeType.class, spec.change());
        JsonPointer name = key.get("name").optional(spec.name());
        return record -> new SignalPayload.CredentialUpdate(
                credential.of(record), change.of(record), Scalars.text(record, name), spec.all());
    }

    private static Function<JsonAt, SignalPayload> risk(Key key, PayloadSpec.Risk spec) {
        PrincipalKind principal = key.get("principal").constant(PrincipalKind.class, spec.principal());
        Choice<RiskLevel> level = Choice.of(key.get("level"), RiskLevel.class, spec.level());
        Choice<RiskLevel> previous = optional(key.get("previous"), RiskLevel.class, spec.previous());
        JsonPointer detector = key.get("detector").optional(spec.detector());
        JsonPointer reasons = key.get("reasons").optional(spec.reasons());
        return record -> new SignalPayload.VendorRisk(
                principal,
                level.of(record),
                previous == null ? null : previous.of(record),
                Scalars.text(record, detector),
                Scalars.texts(record, reasons));
    }

    private static Function<JsonAt, SignalPayload> device(Key key, PayloadSpec.Device spec) {
        JsonPointer managed = key.get("managed").optional(spec.managed());
        JsonPointer isolated = key.get("isolated").optional(spec.isolated());
        JsonPointer os = key.get("os").optional(spec.os());
        JsonPointer osVersion = key.get("os-version").optional(spec.osVersion());
        return record -> new SignalPayload.DeviceFacts(
                Scalars.bool(record, managed),
                Scalars.bool(record, isolated),
                Scalars.text(record, os),
                Scalars.text(record, osVersion));
    }

    private static <E extends Enum<E>> @Nullable Choice<E> optional(Key key, Class<E> type, @Nullable Lookup lookup) {
        return lookup == null ? null : Choice.of(key, type, lookup);
    }
}
