// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.risk.PolicyVersion;
import io.tocsin.schemas.signal.PrincipalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads one document, going on after a mistake where it can, so that all of them are told at once. */
final class PolicyReader {
    private static final List<String> SECTIONS = List.of("name", "levels", "contributions", "propagation", "responses");
    private static final List<String> RULE = List.of("rule", "of", "when", "weight", "half-life", "cap", "clears");

    private final String origin;
    private final ConditionCompiler conditions = new ConditionCompiler();
    private final List<PolicyException.Problem> problems = new ArrayList<>();

    PolicyReader(String origin) {
        this.origin = origin;
    }

    Policy read(byte[] document) {
        Optional<Policy> policy = attempt(() -> policy(document));
        if (policy.isEmpty() || !problems.isEmpty()) {
            throw new PolicyException(origin, problems);
        }
        return policy.get();
    }

    private Policy policy(byte[] document) {
        Section root = Section.of("", YamlNode.read(new String(document, UTF_8)), SECTIONS);
        Optional<String> name = attempt(() -> name(root));
        Optional<Levels> levels = attempt(() -> levels(root));
        List<Rule> rules = each(root, "contributions", "rules", this::rule);
        unique(root, "contributions", "rule", rules, Rule::name);
        List<Propagation> propagation =
                root.has("propagation") ? each(root, "propagation", "flows", this::propagation) : List.of();
        unique(root, "propagation", "from", propagation, p -> Section.spelt(p.from()));
        List<Response> responses = each(root, "responses", "responses", new ResponseReader(conditions)::read);
        unique(root, "responses", "response", responses, Response::name);
        if (name.isEmpty() || levels.isEmpty()) {
            throw new PolicyException(origin, List.of());
        }
        return new Policy(new PolicyVersion(name.get(), sha256(document)), levels.get(), rules, propagation, responses);
    }

    private static String name(Section root) {
        YamlNode.Scalar name = root.scalar("name", "a name for this policy");
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new PolicyException(
                    name.place(),
                    "name",
                    "'" + name.text() + "' is no name, expected up to 64 letters, digits, '.', '_' or '-'");
        }
        return name.text();
    }

    private static Levels levels(Section root) {
        Section levels = Section.of(
                "levels",
                root.required("levels", "medium, high and hysteresis"),
                List.of("medium", "high", "hysteresis"));
        double medium = levels.number("medium", 0, 100);
        double high = levels.number("high", 0, 100);
        double hysteresis = levels.has("hysteresis") ? levels.number("hysteresis", 0, 100) : 0;
        try {
            return new Levels(medium, high, hysteresis);
        } catch (IllegalArgumentException e) {
            throw new PolicyException(levels.place(), "levels", String.valueOf(e.getMessage()));
        }
    }

    private Rule rule(String path, YamlNode node) {
        Section section = Section.of(path, node, RULE);
        String name = ruleName(section, "rule");
        String named = path + " (" + name + ")";
        Section rule = Section.of(named, node, RULE);
        Set<PrincipalKind> of = Set.copyOf(rule.words("of", List.of(PrincipalKind.values())));
        Condition when = conditions.compile(rule.at("when"), rule.scalar("when", "a condition over 'signal'"));
        double weight = rule.number("weight", 0, 100);
        if (weight == 0) {
            throw new PolicyException(
                    rule.scalar("weight", "a number").place(), rule.at("weight"), "0 says nothing; remove the rule");
        }
        Duration halfLife = rule.has("half-life") ? rule.duration("half-life") : null;
        double cap = rule.has("cap") ? rule.number("cap", 0, 100) : 100;
        if (cap < weight) {
            throw new PolicyException(
                    rule.scalar("cap", "a number").place(),
                    rule.at("cap"),
                    "less than the weight, so that one signal could never count in full; raise it to the weight");
        }
        Condition clears = rule.has("clears")
                ? conditions.compile(rule.at("clears"), rule.scalar("clears", "a condition over 'signal'"))
                : null;
        return new Rule(name, of, when, weight, halfLife, cap, clears);
    }

    private Propagation propagation(String path, YamlNode node) {
        Section section = Section.of(path, node, List.of("from", "to", "factor"));
        PrincipalKind from =
                section.word("from", List.of(PrincipalKind.DEVICE, PrincipalKind.USER, PrincipalKind.WORKLOAD));
        PrincipalKind to = section.word("to", List.of(PrincipalKind.SESSION));
        double factor = section.has("factor") ? section.number("factor", 0, 1) : 1;
        if (factor == 0) {
            throw new PolicyException(
                    section.scalar("factor", "a number").place(),
                    section.at("factor"),
                    "0 lets nothing through; remove this flow instead");
        }
        return new Propagation(from, to, factor);
    }

    static String ruleName(Section section, String key) {
        YamlNode.Scalar name = section.scalar(key, "a name in lower case with hyphens");
        if (!name.text().matches("[a-z0-9]+(-[a-z0-9]+)*") || name.text().length() > 64) {
            throw new PolicyException(
                    name.place(),
                    section.at(key),
                    "'" + name.text() + "' is no name, expected up to 64 lower-case letters and digits with hyphens");
        }
        return name.text();
    }

    private <T> List<T> each(Section root, String key, String what, Reads<T> read) {
        List<T> values = new ArrayList<>();
        attempt(() -> root.items(key, what)).ifPresent(items -> {
            for (int i = 0; i < items.size(); i++) {
                YamlNode item = items.get(i);
                String path = key + "[" + i + "]";
                attempt(() -> read.read(path, item)).ifPresent(values::add);
            }
            if (items.isEmpty()) {
                attempt(() -> {
                    throw new PolicyException(
                            root.required(key, what).place(), key, "an empty list, expected at least one");
                });
            }
        });
        return values;
    }

    private <T> void unique(Section root, String section, String key, List<T> values, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        for (T value : values) {
            if (!names.add(name.apply(value))) {
                attempt(() -> {
                    throw new PolicyException(
                            root.required(section, "a list").place(),
                            section,
                            "'" + name.apply(value) + "' is the " + key + " of two entries; give each its own");
                });
            }
        }
    }

    private <T> Optional<T> attempt(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (PolicyException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static String sha256(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private interface Reads<T> {
        T read(String path, YamlNode node);
    }
}
