// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How points add up: each contribution faded, each rule up to its cap, all rules up to 100.
 *
 * @param rules what each rule adds, by name
 * @param score 0 to 100
 */
public record Arithmetic(List<RuleSum> rules, double score) {
    private static final double MOST = 100;

    public Arithmetic {
        rules = List.copyOf(rules);
    }

    /**
     * What one rule adds.
     *
     * @param faded what its contributions come to, before the cap
     * @param points after it
     */
    public record RuleSum(CountedRule rule, double faded, double points) {
        public boolean capped() {
            return faded > points;
        }
    }

    /** The sum at one moment of event time. */
    public static Arithmetic of(Scoring scoring, Instant at) {
        return of(scoring.contributions(), scoring.rules(), at);
    }

    private static Arithmetic of(Collection<Contribution> contributions, List<CountedRule> rules, Instant at) {
        Map<String, Double> faded = new TreeMap<>();
        // in a fixed order: addition of doubles is not associative
        contributions.stream()
                .sorted(Comparator.comparing(Contribution::signalId))
                .forEach(c -> faded.merge(c.rule(), c.valueAt(at), Double::sum));
        Map<String, CountedRule> byName = new TreeMap<>();
        rules.forEach(rule -> byName.put(rule.rule(), rule));
        double sum = 0;
        List<RuleSum> sums = new ArrayList<>();
        for (Map.Entry<String, CountedRule> entry : byName.entrySet()) {
            CountedRule rule = entry.getValue();
            double before = faded.getOrDefault(entry.getKey(), 0.0);
            double points = Math.min(before, rule.cap());
            sums.add(new RuleSum(rule, before, points));
            sum += points;
        }
        return new Arithmetic(sums, Math.min(MOST, sum));
    }
}
