// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Window;
import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.condition.Expression;
import io.tocsin.risk.policy.condition.Result;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code contributions}. */
final class RuleReader {
    private static final List<String> KEYS =
            List.of("rule", "of", "when", "window", "weight", "half-life", "cap", "clears");
    private static final List<String> WINDOWS = List.of("count", "distinct", "rate", "first-seen", "travel");
    private static final List<String> WINDOW_KEYS = List.of(
            "count",
            "distinct",
            "rate",
            "first-seen",
            "travel",
            "within",
            "over",
            "at-least",
            "per",
            "history",
            "beyond");
    private static final Duration LONGEST_WINDOW = Duration.ofDays(90);
    private static final int MOST = 1_000;

    private final ConditionCompiler conditions;
    private final Problems problems;

    RuleReader(ConditionCompiler conditions, Problems problems) {
        this.conditions = conditions;
        this.problems = problems;
    }

    Rule read(String path, YamlNode node) {
        String name = Names.part(Section.of(path, node, KEYS), "rule");
        Section rule = Section.of(path + " (" + name + ")", node, KEYS);
        Set<PrincipalKind> of =
                problems.or(Set.of(), () -> Set.copyOf(rule.words("of", List.of(PrincipalKind.values()))));
        Condition when = problems.or(Condition.NEVER, () -> condition(rule, "when"));
        Window window =
                rule.has("window") ? problems.attempt(() -> window(rule)).orElse(null) : null;
        double weight = problems.or(0.0, () -> weight(rule));
        Duration halfLife = rule.has("half-life")
                ? problems.attempt(() -> rule.duration("half-life")).orElse(null)
                : null;
        double cap = rule.has("cap") ? problems.or(100.0, () -> cap(rule, weight)) : 100;
        Condition clears = rule.has("clears")
                ? problems.attempt(() -> condition(rule, "clears")).orElse(null)
                : null;
        return new Rule(name, of, when, window, weight, halfLife, cap, clears);
    }

    private Condition condition(Section section, String key) {
        return conditions.compile(section.at(key), section.scalar(key, "a condition over 'signal'"));
    }

    private static double weight(Section rule) {
        double weight = rule.number("weight", 0, 100);
        if (weight == 0) {
            throw new PolicyException(
                    rule.scalar("weight", "a number").place(), rule.at("weight"), "0 says nothing; remove the rule");
        }
        return weight;
    }

    private static double cap(Section rule, double weight) {
        double cap = rule.number("cap", 0, 100);
        if (cap < weight) {
            throw new PolicyException(
                    rule.scalar("cap", "a number").place(),
                    rule.at("cap"),
                    "less than the weight, so that one signal could never count in full; raise it to the weight");
        }
        return cap;
    }

    private Window window(Section rule) {
        YamlNode node = rule.required("window", "a mapping such as {count: 5, within: 10m}");
        Section any = Section.of(rule.at("window"), node, WINDOW_KEYS);
        List<String> kinds = WINDOWS.stream().filter(any::has).toList();
        if (kinds.size() != 1) {
            throw new PolicyException(
                    any.place(),
                    any.path(),
                    (kinds.isEmpty() ? "says not what to look for" : String.join(" and ", kinds) + " at once")
                            + ", expected exactly one of " + String.join(", ", WINDOWS));
        }
        return switch (kinds.getFirst()) {
            case "count" -> {
                Section window = open(rule, node, "count", "within", "over");
                yield new Window.Count(
                        window.integer("count", window.has("over") ? 1 : 2, MOST), within(window), over(window));
            }
            case "distinct" -> {
                Section window = open(rule, node, "distinct", "at-least", "within", "over");
                yield new Window.Distinct(
                        of(window, "distinct"), window.integer("at-least", 2, MOST), within(window), over(window));
            }
            case "rate" -> rate(open(rule, node, "rate", "per", "within", "over"));
            case "first-seen" -> firstSeen(open(rule, node, "first-seen", "within", "history", "over"));
            default -> {
                Section window = open(rule, node, "travel", "beyond", "within", "over");
                yield new Window.Travel(
                        window.number("travel", 50, 100_000),
                        window.has("beyond") ? window.number("beyond", 0, 20_000) : 300,
                        within(window),
                        over(window));
            }
        };
    }

    private Window rate(Section window) {
        double atLeast = window.number("rate", 0.001, 1_000_000);
        Duration per = window.duration("per");
        Duration within = within(window);
        if (per.compareTo(within) > 0) {
            throw new PolicyException(
                    window.scalar("per", "a time").place(),
                    window.at("per"),
                    "longer than 'within', so that no rate can be told; expected at most that");
        }
        Window.Rate rate = new Window.Rate(atLeast, per, within, over(window));
        if (rate.count() < 2 || rate.count() > MOST) {
            throw new PolicyException(
                    window.scalar("rate", "a number").place(),
                    window.at("rate"),
                    "comes to " + Spelling.plain(rate.count()) + " signals within the window, expected 2 to " + MOST
                            + "; change 'rate', 'per' or 'within'");
        }
        return rate;
    }

    private Window firstSeen(Section window) {
        Expression of = of(window, "first-seen");
        Duration within = within(window);
        Duration history = window.duration("history");
        if (history.compareTo(within) > 0) {
            throw new PolicyException(
                    window.scalar("history", "a time").place(),
                    window.at("history"),
                    "longer than 'within', beyond which nothing is remembered; expected at most that");
        }
        return new Window.FirstSeen(of, within, history, over(window));
    }

    private static Section open(Section rule, YamlNode node, String... keys) {
        return Section.of(rule.at("window"), node, List.of(keys));
    }

    private Expression of(Section window, String key) {
        return conditions.expression(
                window.at(key),
                window.scalar(key, "what to tell apart, such as signal.context.country"),
                Result.SCALAR);
    }

    private static Duration within(Section window) {
        Duration within = window.duration("within");
        if (within.compareTo(LONGEST_WINDOW) > 0) {
            throw new PolicyException(
                    window.scalar("within", "a time").place(),
                    window.at("within"),
                    "longer than 90d, the longest that windows remember; shorten it");
        }
        return within;
    }

    private @Nullable Condition over(Section window) {
        return window.has("over") ? condition(window, "over") : null;
    }
}
