// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.event.ReasonText;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code responses}. */
final class ResponseReader {
    private static final List<String> KEYS =
            List.of("response", "of", "on", "send", "with", "initiating-entity", "reason-admin", "reason-user");
    private static final List<String> ONS =
            List.of("level", "level-left", "level-change", "compliance-change", "signal", "staleness", "heard-again");
    private static final ReasonText NO_REASON = new ReasonText(Map.of());

    private final ConditionCompiler conditions;
    private final SendReader sends;
    private final Problems problems;

    ResponseReader(ConditionCompiler conditions, Problems problems) {
        this.conditions = conditions;
        this.sends = new SendReader(conditions, problems);
        this.problems = problems;
    }

    Response read(String path, YamlNode node) {
        String name = Names.part(Section.of(path, node, KEYS), "response");
        Section section = Section.of(path + " (" + name + ")", node, KEYS);
        Set<PrincipalKind> of =
                problems.or(Set.of(), () -> Set.copyOf(section.words("of", List.of(PrincipalKind.values()))));
        var on = problems.attempt(() -> on(section, of));
        Send send = on.isEmpty()
                ? new Send.SessionRevoked()
                : problems.or(new Send.SessionRevoked(), () -> sends.read(section, of, on.get()));
        InitiatingEntity by = section.has("initiating-entity")
                ? problems.or(
                        InitiatingEntity.POLICY,
                        () -> section.word("initiating-entity", List.of(InitiatingEntity.values())))
                : InitiatingEntity.POLICY;
        ReasonText admin = problems.or(NO_REASON, () -> ReasonReader.read(section, "reason-admin"));
        ReasonText user = section.has("reason-user")
                ? problems.or(NO_REASON, () -> ReasonReader.read(section, "reason-user"))
                : null;
        return new Response(name, of, on.orElse(new Response.On.Told(Condition.NEVER)), send, by, admin, user);
    }

    private Response.On on(Section response, Set<PrincipalKind> of) {
        Section on = Section.of(response.at("on"), response.required("on", "what brings it about"), ONS);
        if (on.entries().size() != 1) {
            throw new PolicyException(
                    on.place(),
                    on.path(),
                    on.entries().size() + " causes, expected exactly one of " + String.join(", ", ONS)
                            + "; write one response for each");
        }
        return switch (on.entries().keySet().iterator().next()) {
            case "level" -> new Response.On.LevelReached(on.word("level", List.of(RiskLevel.MEDIUM, RiskLevel.HIGH)));
            case "level-left" ->
                new Response.On.LevelLeft(on.word("level-left", List.of(RiskLevel.MEDIUM, RiskLevel.HIGH)));
            case "level-change" -> {
                on.isTrue("level-change");
                yield new Response.On.LevelChanged();
            }
            case "compliance-change" -> complianceChange(response, on, of);
            case "staleness" -> new Response.On.WentStale(source(on, "staleness"));
            case "heard-again" -> new Response.On.HeardAgain(source(on, "heard-again"));
            default ->
                new Response.On.Told(
                        conditions.compile(on.at("signal"), on.scalar("signal", "a condition over 'signal'")));
        };
    }

    private static Response.On complianceChange(Section response, Section on, Set<PrincipalKind> of) {
        if (!of.isEmpty() && !of.equals(Set.of(PrincipalKind.DEVICE))) {
            throw new PolicyException(
                    response.required("of", "device").place(),
                    response.at("of"),
                    "'compliance-change' happens to devices only; write 'of: device'");
        }
        return switch (on.oneOf("compliance-change", List.of("true", "compliant", "not-compliant"))) {
            case "compliant" -> new Response.On.ComplianceChanged(ComplianceStatus.COMPLIANT);
            case "not-compliant" -> new Response.On.ComplianceChanged(ComplianceStatus.NOT_COMPLIANT);
            default -> new Response.On.ComplianceChanged(null);
        };
    }

    private static String source(Section on, String key) {
        return on.text(key, "a source of 'staleness'");
    }
}
