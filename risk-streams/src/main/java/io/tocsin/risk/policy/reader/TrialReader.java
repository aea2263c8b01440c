// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.trial.Expectation;
import io.tocsin.risk.policy.trial.Expectation.Expected;
import io.tocsin.risk.policy.trial.Given;
import io.tocsin.risk.policy.trial.Trial;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code tests}. */
final class TrialReader {
    private static final List<PrincipalKind> KINDS = List.of(PrincipalKind.values());
    private static final List<String> KEYS = List.of("test", "given", "expect");
    private static final List<String> EXPECTATION =
            List.of("at", "user", "device", "session", "workload", "level", "decides", "withholds");

    private final GivenReader givens;
    private final Problems problems;

    TrialReader(Problems problems) {
        this.givens = new GivenReader(problems);
        this.problems = problems;
    }

    Trial read(String path, YamlNode node) {
        Section section = Section.of(path, node, KEYS);
        String name = section.text("test", "a sentence that says what is tested");
        List<Given> given = new ArrayList<>();
        problems.attempt(() -> section.items("given", "signals")).ifPresent(items -> {
            for (int i = 0; i < items.size(); i++) {
                YamlNode item = items.get(i);
                String at = section.at("given") + "[" + i + "]";
                problems.attempt(() -> givens.read(at, item)).ifPresent(given::add);
            }
            if (items.isEmpty()) {
                problems.add(section.place(), section.at("given"), "an empty list, expected at least one signal");
            }
        });
        List<Expectation> expected = problems.or(List.of(), () -> expected(section, given));
        return new Trial(name, section.place(), given, expected);
    }

    private List<Expectation> expected(Section section, List<Given> given) {
        YamlNode expect = section.required("expect", "the word nothing, or a list of expectations");
        if (expect instanceof YamlNode.Scalar) {
            section.oneOf("expect", List.of("nothing"));
            return List.of();
        }
        List<YamlNode> items = section.items("expect", "expectations");
        if (items.isEmpty()) {
            throw new PolicyException(
                    expect.place(), section.at("expect"), "an empty list, expected the word nothing instead");
        }
        List<Expectation> expectations = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            YamlNode item = items.get(i);
            String at = section.at("expect") + "[" + i + "]";
            problems.attempt(() -> expectations(at, item, given)).ifPresent(expectations::addAll);
        }
        return expectations;
    }

    private List<Expectation> expectations(String path, YamlNode node, List<Given> given) {
        Section section = Section.of(path, node, EXPECTATION);
        List<PrincipalKind> kinds =
                KINDS.stream().filter(kind -> section.has(Spelling.of(kind))).toList();
        if (kinds.size() != 1) {
            throw new PolicyException(
                    section.place(),
                    path,
                    kinds.size() + " principals, expected exactly one of " + Spelling.of(Set.copyOf(KINDS)));
        }
        PrincipalKind kind = kinds.getFirst();
        String word = Spelling.of(kind);
        String name = section.text(word, "a name of the test's signals");
        Set<String> named = new HashSet<>();
        given.forEach(g -> {
            String about = g.about().get(kind);
            if (about != null) {
                named.add(about);
            }
        });
        if (!named.contains(name)) {
            throw new PolicyException(
                    section.scalar(word, "a name").place(),
                    section.at(word),
                    "no signal of this test is about a " + word + " '" + name + "'; it knows "
                            + (named.isEmpty()
                                    ? "none"
                                    : String.join(", ", named.stream().sorted().toList())));
        }
        Duration at = section.has("at") ? section.offset("at") : null;
        List<Expectation> all = new ArrayList<>();
        if (section.has("level")) {
            all.add(new Expectation(
                    section.place(),
                    at,
                    kind,
                    name,
                    new Expected.Level(section.word("level", List.of(RiskLevel.values())))));
        }
        if (section.has("decides")) {
            all.add(new Expectation(
                    section.place(), at, kind, name, new Expected.Decides(responses(section, "decides"))));
        }
        if (section.has("withholds")) {
            all.add(new Expectation(
                    section.place(), at, kind, name, new Expected.Withholds(responses(section, "withholds"))));
        }
        if (all.isEmpty()) {
            throw new PolicyException(
                    section.place(), path, "expects nothing of it; write level, decides or withholds");
        }
        return all;
    }

    private static Set<String> responses(Section section, String key) {
        YamlNode node = section.required(key, "names of responses, or the word nothing");
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text().equals("nothing") ? Set.of() : Set.of(scalar.text());
        }
        return Set.copyOf(section.texts(key, "names of responses"));
    }
}
