// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the points of a principal are made of, under one policy: its own evidence and what flows to it. One signal
 * counts once under one rule, by whichever way it came; each rule counts up to its cap; evidence of rules that the
 * policy does not have does not count.
 */
public final class Score {
    private static final Score NOTHING = new Score(List.of());

    private final List<Part> parts;

    /** In a fixed order: addition of doubles is not associative. */
    private record Part(Rule rule, List<Contribution> contributions) {}

    private Score(List<Part> parts) {
        this.parts = parts;
    }

    public static Score of(RiskRecord record, Opinion opinion, Applied applied) {
        List<Inflow> inflows = record.inflows().all();
        // what flows to a user is on its way to the user's sessions
        boolean passesOn = record.principal().kind() != PrincipalKind.SESSION;
        if (opinion.evidence().size() == 0 && (passesOn || inflows.isEmpty())) {
            return NOTHING;
        }
        Map<String, Contribution> once = new HashMap<>();
        opinion.evidence().contributions().forEach(c -> add(once, c, applied));
        if (!passesOn) {
            inflows.forEach(inflow -> inflow.under(applied.policy().version()).forEach(c -> add(once, c, applied)));
        }
        Map<String, List<Contribution>> byRule = new TreeMap<>();
        once.values().stream()
                .sorted(Comparator.comparing(Contribution::signalId))
                .forEach(c ->
                        byRule.computeIfAbsent(c.rule(), r -> new ArrayList<>()).add(c));
        List<Part> parts = new ArrayList<>();
        byRule.forEach((name, contributions) -> {
            Rule rule = applied.rules().get(name);
            if (rule != null) {
                parts.add(new Part(rule, contributions));
            }
        });
        return new Score(parts);
    }

    private static void add(Map<String, Contribution> once, Contribution contribution, Applied applied) {
        if (applied.rules().containsKey(contribution.rule()) && contribution.weight() > 0) {
            once.merge(contribution.rule() + "|" + contribution.signalId(), contribution, Score::heavier);
        }
    }

    /** The same evidence fades alike whichever way it comes, so the heavier one stays the heavier one. */
    private static Contribution heavier(Contribution a, Contribution b) {
        int order = Double.compare(a.weight(), b.weight());
        return order > 0
                        || (order == 0 && a.origin().text().compareTo(b.origin().text()) >= 0)
                ? a
                : b;
    }

    /** What had begun by then. */
    public Score until(Instant moment) {
        List<Part> begun = new ArrayList<>();
        for (Part part : parts) {
            List<Contribution> contributions = part.contributions.stream()
                    .filter(c -> !c.since().isAfter(moment))
                    .toList();
            if (!contributions.isEmpty()) {
                begun.add(new Part(part.rule, contributions));
            }
        }
        return new Score(begun);
    }

    /** When something of it began, from then on and before {@code end}, in order; {@code from} is the first. */
    public List<Instant> moments(Instant from, Instant end) {
        NavigableSet<Instant> moments = new TreeSet<>();
        moments.add(from);
        for (Part part : parts) {
            part.contributions.stream()
                    .map(Contribution::since)
                    .filter(since -> since.isAfter(from) && since.isBefore(end))
                    .forEach(moments::add);
        }
        return List.copyOf(moments);
    }

    /** 0 to 100. */
    public double at(Instant at) {
        double sum = 0;
        for (Part part : parts) {
            sum += points(part, at);
        }
        return Math.min(100, sum);
    }

    private static double points(Part part, Instant at) {
        double sum = 0;
        for (Contribution contribution : part.contributions) {
            sum += contribution.valueAt(at);
        }
        return Math.min(sum, part.rule.cap());
    }

    /** What it is made of, the heaviest first. */
    public List<Contribution> contributions(Instant at) {
        return parts.stream()
                .flatMap(part -> part.contributions.stream())
                .filter(c -> c.valueAt(at) > 0)
                .sorted(Comparator.comparingDouble((Contribution c) -> -c.valueAt(at))
                        .thenComparing(Contribution::rule)
                        .thenComparing(Contribution::signalId))
                .toList();
    }

    /** The rules they count under, by name. */
    public List<CountedRule> rules(Instant at) {
        return parts.stream()
                .map(part -> new CountedRule(
                        part.rule.name(), part.rule.weight(), part.rule.cap(), part.rule.halfLife(), points(part, at)))
                .toList();
    }
}
