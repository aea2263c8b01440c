// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.Exemption;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.policy.Response.On;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode.Place;
import io.tocsin.risk.policy.trial.Expectation;
import io.tocsin.risk.policy.trial.Trial;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is right by itself and wrong beside the rest: names that nothing has, levels that nothing reaches. */
final class CrossCheck {
    private final Policy policy;
    private final IdentityHashMap<Object, Place> places;
    private final Problems problems;

    /** @param places where each part of the policy stands, by identity */
    CrossCheck(Policy policy, IdentityHashMap<Object, Place> places, Problems problems) {
        this.policy = policy;
        this.places = places;
        this.problems = problems;
    }

    void run() {
        List<String> responses = policy.responses().stream().map(Response::name).toList();
        List<String> sources =
                policy.staleness().stream().map(Staleness::source).toList();
        policy.responses().forEach(response -> check(response, sources));
        overlaps();
        for (Exemption exemption : policy.exemptions()) {
            exemption.from().forEach(name -> known("exemptions", exemption.name(), name, responses, place(exemption)));
        }
        for (Trial trial : policy.tests()) {
            trial.expected()
                    .forEach(expectation -> names(expectation)
                            .forEach(name -> known("tests", trial.name(), name, responses, expectation.place())));
        }
    }

    private void check(Response response, List<String> sources) {
        switch (response.on()) {
            case On.LevelReached reached -> reachable(response, reached.level(), "level");
            case On.LevelLeft left -> reachable(response, left.level(), "level-left");
            case On.WentStale stale -> known(response, stale.source(), sources, "staleness");
            case On.HeardAgain heard -> known(response, heard.source(), sources, "heard-again");
            case On.LevelChanged changed -> {}
            case On.ComplianceChanged changed -> {}
            case On.Told told -> {}
        }
    }

    private void known(Response response, String source, List<String> sources, String on) {
        if (!sources.contains(source)) {
            problems.add(
                    place(response),
                    "responses (" + response.name() + ").on." + on,
                    "'" + source + "' is no source of 'staleness'"
                            + (sources.isEmpty()
                                    ? "; this policy has none, add it there"
                                    : Nearest.hint(source, sources)));
        }
    }

    private void known(String section, String owner, String name, List<String> responses, Place place) {
        if (!responses.contains(name)) {
            problems.add(
                    place,
                    section + " (" + owner + ")",
                    "'" + name + "' is no response of this policy" + Nearest.hint(name, responses));
        }
    }

    /** No principal it is decided for can ever have that many points: the response would wait for ever. */
    private void reachable(Response response, RiskLevel level, String on) {
        double threshold = level == RiskLevel.HIGH
                ? policy.levels().high()
                : policy.levels().medium();
        for (PrincipalKind kind : response.of()) {
            double most = Math.min(100, most(kind));
            if (most < threshold) {
                problems.add(
                        place(response),
                        "responses (" + response.name() + ").on." + on,
                        "a " + Spelling.of(kind) + " has at most " + Spelling.plain(most) + " points by these rules, "
                                + Spelling.of(level) + " begins at " + Spelling.plain(threshold)
                                + "; lower the level, raise caps, or take " + Spelling.of(kind) + " out of 'of'");
            }
        }
    }

    private double most(PrincipalKind kind) {
        Set<String> counted = policy.rules().stream()
                .filter(rule -> rule.of().contains(kind) || (kind == PrincipalKind.SESSION && flows(rule)))
                .map(Rule::name)
                .collect(Collectors.toSet());
        return policy.rules().stream()
                .filter(rule -> counted.contains(rule.name()))
                .mapToDouble(Rule::cap)
                .sum();
    }

    private boolean flows(Rule rule) {
        return policy.propagation().stream().map(Propagation::from).anyMatch(rule.of()::contains);
    }

    /** Two responses that say the same of the same principal at the same moment: receivers would hear it twice. */
    private void overlaps() {
        List<Response> responses = policy.responses();
        for (int i = 0; i < responses.size(); i++) {
            Response later = responses.get(i);
            responses.subList(0, i).stream()
                    .filter(earlier -> overlap(earlier, later))
                    .findFirst()
                    .ifPresent(earlier -> problems.add(
                            place(later),
                            "responses (" + later.name() + ")",
                            "sends " + later.send().type().shortName() + " for the same as '" + earlier.name()
                                    + "' does, on the same; remove one of the two, or tell 'of' or 'on' apart"));
        }
    }

    private static boolean overlap(Response a, Response b) {
        return !Collections.disjoint(a.of(), b.of())
                && a.send().type().equals(b.send().type())
                && switch (a.on()) {
                    case On.Told told ->
                        b.on() instanceof On.Told other
                                && told.condition()
                                        .text()
                                        .strip()
                                        .equals(other.condition().text().strip());
                    case On.ComplianceChanged changed ->
                        b.on() instanceof On.ComplianceChanged other
                                && (changed.to() == null || other.to() == null || changed.to() == other.to());
                    case On.LevelReached reached -> reached.equals(b.on());
                    case On.LevelLeft left -> left.equals(b.on());
                    case On.LevelChanged changed -> changed.equals(b.on());
                    case On.WentStale stale -> stale.equals(b.on());
                    case On.HeardAgain heard -> heard.equals(b.on());
                };
    }

    private static Set<String> names(Expectation expectation) {
        return switch (expectation.expected()) {
            case Expectation.Expected.Level level -> Set.of();
            case Expectation.Expected.Decides decides -> decides.responses();
            case Expectation.Expected.Withholds withholds -> withholds.responses();
        };
    }

    private Place place(Object part) {
        return places.getOrDefault(part, new Place(1, 1));
    }
}
