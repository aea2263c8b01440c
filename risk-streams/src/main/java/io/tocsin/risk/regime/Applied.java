// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.regime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Window;
import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.SignalType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy in force, with what is looked up in it for every signal. */
public final class Applied {
    private final Policy policy;
    private final Decision.InForce inForce;
    private final Map<String, Rule> rules;
    private final Map<PrincipalKind, Map<SignalType, List<Rule>>> rulesFor = new EnumMap<>(PrincipalKind.class);
    private final Map<PrincipalKind, List<Response>> responsesOf = new EnumMap<>(PrincipalKind.class);
    private final Map<String, String> windowKeys = new HashMap<>();

    public Applied(Policy policy, Decision.Mode mode, long activation) {
        this.policy = policy;
        this.inForce = new Decision.InForce(policy.version(), mode, activation);
        this.rules = policy.rules().stream().collect(Collectors.toUnmodifiableMap(Rule::name, Function.identity()));
        for (PrincipalKind kind : PrincipalKind.values()) {
            Map<SignalType, List<Rule>> byType = new EnumMap<>(SignalType.class);
            for (SignalType type : SignalType.values()) {
                byType.put(
                        type,
                        policy.rules().stream()
                                .filter(rule -> rule.of().contains(kind) && rule.mayMind(type))
                                .toList());
            }
            rulesFor.put(kind, byType);
            responsesOf.put(
                    kind,
                    policy.responses().stream()
                            .filter(response -> response.of().contains(kind))
                            .toList());
        }
        for (Rule rule : policy.rules()) {
            if (rule.window() != null) {
                windowKeys.put(rule.name(), key(rule, rule.window()));
            }
        }
    }

    public Policy policy() {
        return policy;
    }

    /** How decisions name it. */
    public Decision.InForce inForce() {
        return inForce;
    }

    public boolean isShadow() {
        return inForce.mode() == Decision.Mode.SHADOW;
    }

    /** Its rules by name. */
    public Map<String, Rule> rules() {
        return rules;
    }

    /** Those about principals of that kind that a signal of that type may concern, in the order of the document. */
    public List<Rule> rulesFor(PrincipalKind kind, SignalType type) {
        return rulesFor.getOrDefault(kind, Map.of()).getOrDefault(type, List.of());
    }

    /** Those about principals of that kind, in the order of the document. */
    public List<Response> responsesOf(PrincipalKind kind) {
        return responsesOf.getOrDefault(kind, List.of());
    }

    /** By what a rule's window is kept: rules that look at the same signals in the same way share it, in any policy. */
    public String windowKey(Rule rule) {
        String key = windowKeys.get(rule.name());
        if (key == null) {
            throw new IllegalStateException("rule " + rule.name() + " has no window");
        }
        return key;
    }

    public Map<String, String> windowKeys() {
        return windowKeys;
    }

    private static String key(Rule rule, Window window) {
        String asked = switch (window) {
            case Window.Count count -> "count";
            case Window.Distinct distinct -> "distinct|" + distinct.of().text();
            case Window.Rate rate -> "rate";
            case Window.FirstSeen first -> "first-seen|" + first.of().text();
            case Window.Travel travel -> "travel";
        };
        String text = String.join(
                "\n", asked, window.within().toString(), rule.when().text(), text(window.over()), limit(window));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What decides how much is kept must be the same too. */
    private static String limit(Window window) {
        return switch (window) {
            case Window.Count count -> String.valueOf(count.atLeast());
            case Window.Distinct distinct -> String.valueOf(distinct.atLeast());
            case Window.Rate rate -> String.valueOf(rate.count());
            case Window.FirstSeen first -> "";
            case Window.Travel travel -> "";
        };
    }

    private static String text(@Nullable Condition condition) {
        return condition == null ? "" : condition.text();
    }
}
