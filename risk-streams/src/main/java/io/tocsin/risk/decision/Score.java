// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points of a principal at one moment.
 *
 * @param value 0 to 100
 * @param counted what it is made of, the heaviest first
 */
record Score(double value, List<Contribution> counted) {

    /**
     * Adds up its own evidence and what flows to it. One signal counts once under one rule, by whichever way it came;
     * each rule counts up to its cap; evidence of rules that the policy no longer has does not count.
     *
     * @param rules the policy's, by name
     */
    static Score of(RiskRecord record, Map<String, Rule> rules, Instant at) {
        Map<String, Contribution> once = new HashMap<>();
        List<Contribution> all = new ArrayList<>(record.evidence().contributions());
        for (Inflow inflow : record.inflows()) {
            all.addAll(inflow.contributions());
        }
        Comparator<Contribution> byValue = Comparator.comparingDouble((Contribution c) -> c.valueAt(at))
                .thenComparing(c -> c.origin().text());
        for (Contribution contribution : all) {
            if (rules.containsKey(contribution.rule()) && contribution.valueAt(at) > 0) {
                once.merge(
                        contribution.rule() + "|" + contribution.signalId(),
                        contribution,
                        (a, b) -> byValue.compare(a, b) >= 0 ? a : b);
            }
        }
        List<Contribution> counted = new ArrayList<>(once.values());
        counted.sort(Comparator.comparingDouble((Contribution c) -> -c.valueAt(at))
                .thenComparing(Contribution::rule)
                .thenComparing(Contribution::signalId));
        // summed in the fixed order of the list and the map: addition of doubles is not associative
        Map<String, Double> byRule = new TreeMap<>();
        counted.forEach(c -> byRule.merge(c.rule(), c.valueAt(at), Double::sum));
        double sum = 0;
        for (Map.Entry<String, Double> entry : byRule.entrySet()) {
            Rule rule = rules.get(entry.getKey());
            sum += rule == null ? 0 : Math.min(entry.getValue(), rule.cap());
        }
        return new Score(Math.min(100, sum), List.copyOf(counted));
    }

    Scoring scoring(Policy policy, RiskLevel before, RiskLevel now) {
        return new Scoring(
                value,
                value,
                before,
                now,
                policy.levels().thresholds(),
                policy.levels().hysteresis(),
                counted,
                List.of(),
                List.of(),
                List.of());
    }

    List<String> ruleNames() {
        return counted.stream().map(Contribution::rule).distinct().toList();
    }
}
