// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.risk.policy.Response.On;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.risk.policy.event.Value;
import io.tocsin.risk.policy.event.ValueKind;
import io.tocsin.schemas.signal.PrincipalKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code send} and {@code with}, and refuses combinations that no event can express. */
final class SendReader {
    private static final String WITH = "with";
    private static final Set<PrincipalKind> DEVICE = Set.of(PrincipalKind.DEVICE);
    private static final Set<PrincipalKind> SESSION = Set.of(PrincipalKind.SESSION);
    private static final Set<PrincipalKind> ACCOUNT = Set.of(PrincipalKind.USER, PrincipalKind.WORKLOAD);

    private static final List<String> TYPES = List.of(
            "session-revoked",
            "token-claims-change",
            "credential-change",
            "assurance-level-change",
            "device-compliance-change",
            "session-established",
            "session-presented",
            "risk-level-change",
            "account-credential-change-required",
            "account-purged",
            "account-disabled",
            "account-enabled",
            "identifier-changed",
            "credential-compromise");

    private final MemberReader members;
    private final Problems problems;

    SendReader(ConditionCompiler conditions, Problems problems) {
        this.members = new MemberReader(conditions, problems);
        this.problems = problems;
    }

    Send read(Section response, Set<PrincipalKind> of, On on) {
        return switch (response.oneOf("send", TYPES)) {
            case "session-revoked" -> {
                boolean fits =
                        !(on instanceof On.LevelChanged || on instanceof On.LevelLeft || on instanceof On.HeardAgain);
                check(
                        response,
                        fits,
                        "session-revoked goes with 'level', 'signal', 'compliance-change' or 'staleness'" + " only");
                none(response);
                yield new Send.SessionRevoked();
            }
            case "token-claims-change" -> {
                Section with = with(response, List.of("claims"), List.of("claims"));
                yield new Send.TokenClaimsChange(claims(with, on));
            }
            case "credential-change" -> {
                only(response, of, ACCOUNT, on, "user");
                Section with = with(
                        response,
                        List.of("credential-type", "change-type"),
                        List.of(
                                "credential-type",
                                "change-type",
                                "friendly-name",
                                "x509-issuer",
                                "x509-serial",
                                "fido2-aaguid"));
                yield new Send.CredentialChange(
                        members.required(with, "credential-type", ValueKind.TEXT, on),
                        members.required(with, "change-type", ValueKind.CHANGE_TYPE, on),
                        members.optional(with, "friendly-name", ValueKind.TEXT, on),
                        members.optional(with, "x509-issuer", ValueKind.TEXT, on),
                        members.optional(with, "x509-serial", ValueKind.TEXT, on),
                        members.optional(with, "fido2-aaguid", ValueKind.TEXT, on));
            }
            case "assurance-level-change" -> {
                Section with = with(
                        response,
                        List.of("namespace", "current-level"),
                        List.of("namespace", "current-level", "previous-level", "change-direction"));
                yield new Send.AssuranceLevelChange(
                        members.required(with, "namespace", ValueKind.TEXT, on),
                        members.required(with, "current-level", ValueKind.TEXT, on),
                        members.optional(with, "previous-level", ValueKind.TEXT, on),
                        members.optional(with, "change-direction", ValueKind.DIRECTION, on));
            }
            case "device-compliance-change" -> compliance(response, of, on);
            case "session-established" -> {
                only(response, of, SESSION, on, "session");
                Section with = with(response, List.of(), List.of("fp-ua", "acr", "amr", "ext-id"));
                yield new Send.SessionEstablished(
                        members.optional(with, "fp-ua", ValueKind.TEXT, on),
                        members.optional(with, "acr", ValueKind.TEXT, on),
                        members.optional(with, "amr", ValueKind.TEXTS, on),
                        members.optional(with, "ext-id", ValueKind.TEXT, on));
            }
            case "session-presented" -> {
                only(response, of, SESSION, on, "session");
                Section with = with(response, List.of(), List.of("fp-ua", "ext-id"));
                yield new Send.SessionPresented(
                        members.optional(with, "fp-ua", ValueKind.TEXT, on),
                        members.optional(with, "ext-id", ValueKind.TEXT, on));
            }
            case "risk-level-change" -> risk(response, on);
            case "account-credential-change-required" -> {
                among(response, of, ACCOUNT);
                none(response);
                yield new Send.AccountCredentialChangeRequired();
            }
            case "account-purged" -> {
                only(response, of, ACCOUNT, on, "user");
                none(response);
                yield new Send.AccountPurged();
            }
            case "account-disabled" -> {
                among(response, of, ACCOUNT);
                Section with = with(response, List.of(), List.of("reason"));
                yield new Send.AccountDisabled(members.optional(with, "reason", ValueKind.TEXT, on));
            }
            case "account-enabled" -> {
                only(response, of, ACCOUNT, on, "user");
                none(response);
                yield new Send.AccountEnabled();
            }
            case "identifier-changed" -> {
                only(response, of, ACCOUNT, on, "user");
                none(response);
                yield new Send.IdentifierChanged();
            }
            default -> {
                among(response, of, ACCOUNT);
                Section with = with(response, List.of("credential-type"), List.of("credential-type"));
                yield new Send.CredentialCompromise(members.required(with, "credential-type", ValueKind.TEXT, on));
            }
        };
    }

    private Send compliance(Section response, Set<PrincipalKind> of, On on) {
        among(response, of, DEVICE);
        if (on instanceof On.ComplianceChanged) {
            none(response);
            return new Send.DeviceComplianceChange(null, null);
        }
        List<String> both = List.of("previous-status", "current-status");
        Section with = with(response, both, both);
        return new Send.DeviceComplianceChange(
                members.required(with, "previous-status", ValueKind.COMPLIANCE, on),
                members.required(with, "current-status", ValueKind.COMPLIANCE, on));
    }

    private Send risk(Section response, On on) {
        if (on instanceof On.LevelReached || on instanceof On.LevelLeft || on instanceof On.LevelChanged) {
            Section with = with(response, List.of(), List.of("risk-reason"));
            return new Send.RiskLevelChange(null, null, members.optional(with, "risk-reason", ValueKind.TEXT, on));
        }
        Section with =
                with(response, List.of("current-level"), List.of("current-level", "previous-level", "risk-reason"));
        return new Send.RiskLevelChange(
                members.required(with, "current-level", ValueKind.LEVEL, on),
                members.optional(with, "previous-level", ValueKind.LEVEL, on),
                members.optional(with, "risk-reason", ValueKind.TEXT, on));
    }

    private Map<String, Value<JsonNode>> claims(Section with, On on) {
        Section claims = members.claims(with);
        Map<String, Value<JsonNode>> read = new TreeMap<>();
        for (String claim : claims.entries().keySet()) {
            problems.attempt(() -> members.required(claims, claim, ValueKind.JSON, on))
                    .ifPresent(value -> read.put(claim, value));
        }
        return read;
    }

    /** What only a signal can tell of, and only of these. */
    private static void only(Section response, Set<PrincipalKind> of, Set<PrincipalKind> kinds, On on, String example) {
        among(response, of, kinds);
        check(
                response,
                on instanceof On.Told,
                "goes with 'on: {signal: …}' only, as nothing but a signal says so; for 'of: " + example
                        + "' write the signal it follows");
    }

    private static void among(Section response, Set<PrincipalKind> of, Set<PrincipalKind> kinds) {
        if (!kinds.containsAll(of)) {
            throw new PolicyException(
                    response.required("of", "principals").place(),
                    response.at("of"),
                    "this event is told of " + Spelling.of(kinds) + " only; write that here");
        }
    }

    private static void check(Section response, boolean fits, String mistake) {
        if (!fits) {
            throw new PolicyException(response.scalar("send", "an event").place(), response.at("send"), mistake);
        }
    }

    private static void none(Section response) {
        if (response.has(WITH)) {
            throw new PolicyException(
                    response.required(WITH, "nothing").place(),
                    response.at(WITH),
                    "this event has no members to give; remove it");
        }
    }

    private static Section with(Section response, List<String> needed, List<String> known) {
        if (!response.has(WITH) && needed.isEmpty()) {
            return Section.empty(response.at(WITH), response.place());
        }
        return Section.of(
                response.at(WITH), response.required(WITH, "a mapping with " + String.join(", ", needed)), known);
    }
}
