// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.outline;

import io.tocsin.risk.policy.Breaker;
import io.tocsin.risk.policy.Exemption;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.event.ReasonText;
import io.tocsin.risk.policy.trial.Trial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy as parts with a name each, and each part as members with a text each. */
final class Outline {
    private final Map<Part, Map<String, String>> parts = new LinkedHashMap<>();

    /** {@code section} as in the document; {@code name} empty where there is only one. */
    record Part(String section, String name) {}

    private Outline() {}

    static Outline of(Policy policy) {
        Outline outline = new Outline();
        outline.put("name", "", members().with("name", policy.version().name()));
        outline.put(
                "levels",
                "",
                members()
                        .with("medium", Spelling.plain(policy.levels().medium()))
                        .with("high", Spelling.plain(policy.levels().high()))
                        .with("hysteresis", Spelling.plain(policy.levels().hysteresis())));
        policy.rules().forEach(rule -> outline.put("contributions", rule.name(), of(rule)));
        policy.propagation().forEach(flow -> outline.put("propagation", flowName(flow), of(flow)));
        policy.staleness().forEach(source -> outline.put("staleness", source.source(), of(source)));
        outline.put(
                "feedback",
                "",
                members()
                        .with("factor", Spelling.plain(policy.feedback().factor()))
                        .with("lasts", time(policy.feedback().lasts())));
        policy.responses().forEach(response -> outline.put("responses", response.name(), of(response)));
        outline.put("responses", "", members().with("order", order(policy)));
        policy.exemptions().forEach(exemption -> outline.put("exemptions", exemption.name(), of(exemption)));
        outline.put("breaker", "", of(policy.breaker()));
        policy.tests().forEach(trial -> outline.put("tests", trial.name(), of(trial)));
        return outline;
    }

    Map<Part, Map<String, String>> parts() {
        return parts;
    }

    private void put(String section, String name, Members members) {
        parts.put(new Part(section, name), members.values);
    }

    /** Which of two that answer the same comes first matters, as nothing is decided for a session that was revoked. */
    private static String order(Policy policy) {
        return policy.responses().stream().map(Response::name).collect(Collectors.joining(", "));
    }

    private static Members of(Rule rule) {
        return members()
                .with("of", Spelling.of(rule.of()))
                .with("when", text(rule.when()))
                .with("window", Words.of(rule.window()))
                .with("weight", Spelling.plain(rule.weight()))
                .with("half-life", rule.halfLife() == null ? null : time(rule.halfLife()))
                .with("cap", Spelling.plain(rule.cap()))
                .with("clears", rule.clears() == null ? null : text(rule.clears()));
    }

    private static Members of(Propagation flow) {
        return members()
                .with("factor", Spelling.plain(flow.factor()))
                .with(
                        "observed-within",
                        flow.to() instanceof Propagation.Reach.SessionsOfUsers users
                                ? time(users.observedWithin())
                                : null);
    }

    private static String flowName(Propagation flow) {
        return Spelling.of(flow.from())
                + (flow.to() instanceof Propagation.Reach.Sessions ? " to session" : " to sessions-of-users");
    }

    private static Members of(Staleness source) {
        return members()
                .with("of", Spelling.of(source.of()))
                .with("ttl", time(source.ttl()))
                .with("heartbeat", source.heartbeat() == null ? null : time(source.heartbeat()));
    }

    private static Members of(Response response) {
        return members()
                .with("of", Spelling.of(response.of()))
                .with("on", Words.of(response.on()))
                .with("send", response.send().type().shortName())
                .with("with", Words.membersOf(response.send()))
                .with("initiating-entity", Spelling.of(response.initiatingEntity()))
                .with("reason-admin", text(response.reasonAdmin()))
                .with("reason-user", response.reasonUser() == null ? null : text(response.reasonUser()));
    }

    private static Members of(Exemption exemption) {
        return members()
                .with(
                        "principals",
                        exemption.principals().stream()
                                .map(named -> Spelling.of(named.kind()) + " " + named.value()
                                        + (named.namespace().isEmpty() ? "" : " of " + named.namespace()))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .with(
                        "from",
                        exemption.from().isEmpty()
                                ? "all"
                                : exemption.from().stream().sorted().collect(Collectors.joining(", ")))
                .with("reason", exemption.reason())
                .with("until", exemption.until().toString());
    }

    private static Members of(Breaker breaker) {
        return members()
                .with("share", Spelling.plain(Math.round(breaker.share() * 1_000_000) / 10_000.0) + "%")
                .with("minimum", Integer.toString(breaker.minimum()))
                .with("within", time(breaker.within()))
                .with("hold", time(breaker.hold()))
                .with("by", Spelling.of(breaker.by()));
    }

    private static Members of(Trial trial) {
        // where it stands is no part of what it means
        return members()
                .with("given", trial.given().toString())
                .with(
                        "expect",
                        trial.expected().stream()
                                .map(e -> Spelling.of(e.kind()) + " " + e.name()
                                        + (e.at() == null ? "" : " at " + time(e.at())) + " " + e.expected())
                                .collect(Collectors.joining("; ")));
    }

    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds == 0 || !Duration.ofSeconds(seconds).equals(time)) {
            return time.toString();
        } else if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static String text(Condition condition) {
        return Words.withoutLayout(condition.text());
    }

    private static String text(ReasonText reason) {
        return new TreeMap<>(reason.byLanguage()).toString();
    }

    private static Members members() {
        return new Members();
    }

    /** In the order they are added; absent ones left out. */
    private static final class Members {
        private final Map<String, String> values = new LinkedHashMap<>();

        Members with(String name, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                values.put(name, value);
            }
            return this;
        }
    }
}
