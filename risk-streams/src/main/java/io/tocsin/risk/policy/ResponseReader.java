// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads the {@code responses} of a policy and refuses combinations that no event can express. */
final class ResponseReader {
    private static final List<String> KEYS =
            List.of("response", "of", "on", "send", "initiating-entity", "reason-admin", "reason-user");
    private static final List<String> ONS = List.of("level", "level-change", "compliance-change", "signal");

    private final ConditionCompiler conditions;

    ResponseReader(ConditionCompiler conditions) {
        this.conditions = conditions;
    }

    Response read(String path, YamlNode node) {
        String name = PolicyReader.ruleName(Section.of(path, node, KEYS), "response");
        Section section = Section.of(path + " (" + name + ")", node, KEYS);
        Set<PrincipalKind> of = Set.copyOf(section.words("of", List.of(PrincipalKind.values())));
        Response.On on = on(section);
        Response.Send send = section.word("send", List.of(Response.Send.values()));
        check(section, of, on, send);
        InitiatingEntity by = section.has("initiating-entity")
                ? section.word("initiating-entity", List.of(InitiatingEntity.values()))
                : InitiatingEntity.POLICY;
        ReasonText admin = reason(section, "reason-admin");
        ReasonText user = section.has("reason-user") ? reason(section, "reason-user") : null;
        return new Response(name, of, on, send, by, admin, user);
    }

    private Response.On on(Section response) {
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
            case "signal" ->
                new Response.On.Told(
                        conditions.compile(on.at("signal"), on.scalar("signal", "a condition over 'signal'")));
            case "level-change" -> {
                flag(on, "level-change");
                yield new Response.On.LevelChanged();
            }
            default -> {
                flag(on, "compliance-change");
                yield new Response.On.ComplianceChanged();
            }
        };
    }

    private static void flag(Section on, String key) {
        YamlNode.Scalar value = on.scalar(key, "true");
        if (!value.text().equals("true")) {
            throw new PolicyException(
                    value.place(), on.at(key), "'" + value.text() + "', expected true; remove the response instead");
        }
    }

    private static void check(Section section, Set<PrincipalKind> of, Response.On on, Response.Send send) {
        String mistake = switch (send) {
            case SESSION_REVOKED ->
                on instanceof Response.On.LevelReached || on instanceof Response.On.Told
                        ? ""
                        : "session-revoked goes with 'level' or 'signal' only";
            case DEVICE_COMPLIANCE_CHANGE ->
                on instanceof Response.On.ComplianceChanged && of.equals(Set.of(PrincipalKind.DEVICE))
                        ? ""
                        : "device-compliance-change goes with 'on: {compliance-change: true}' and 'of: device'"
                                + " only";
            case RISK_LEVEL_CHANGE ->
                on instanceof Response.On.LevelChanged || on instanceof Response.On.LevelReached
                        ? ""
                        : "risk-level-change goes with 'level' or 'level-change' only";
        };
        if (!mistake.isEmpty()) {
            throw new PolicyException(section.scalar("send", "an event").place(), section.at("send"), mistake);
        }
    }

    private static ReasonText reason(Section response, String key) {
        YamlNode node = response.required(key, "a text by language, such as {en: \"Risk is high: {rules}\"}");
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new PolicyException(
                    node.place(),
                    response.at(key),
                    Section.found(node) + ", expected a text by language, such as {en: \"…\"}");
        }
        Map<String, String> texts = new HashMap<>();
        mapping.entries().forEach((language, entry) -> {
            String path = response.at(key) + "." + language;
            checkLanguage(path, language, entry.keyPlace());
            if (!(entry.value() instanceof YamlNode.Scalar scalar)
                    || scalar.text().isBlank()) {
                throw new PolicyException(
                        entry.value().place(), path, Section.found(entry.value()) + ", expected a text");
            }
            Matcher placeholder = ReasonText.PLACEHOLDER.matcher(scalar.text());
            while (placeholder.find()) {
                if (!ReasonText.PLACEHOLDERS.contains(placeholder.group(1))) {
                    throw new PolicyException(
                            scalar.place(),
                            path,
                            "unknown placeholder {" + placeholder.group(1) + "}"
                                    + Nearest.hint(placeholder.group(1), ReasonText.PLACEHOLDERS));
                }
            }
            texts.put(language, scalar.text());
        });
        return new ReasonText(texts);
    }

    private static void checkLanguage(String path, String language, YamlNode.Place place) {
        try {
            if (new Locale.Builder()
                    .setLanguageTag(language)
                    .build()
                    .getLanguage()
                    .isEmpty()) {
                throw new PolicyException(place, path, "'" + language + "' is no language, expected one such as en");
            }
        } catch (IllformedLocaleException e) {
            throw new PolicyException(
                            place,
                            path,
                            "'" + language + "' is no BCP 47 language tag, expected one such as en or pt-BR")
                    .because(e);
        }
    }
}
