// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Applied;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one input changed in one opinion.
 *
 * @param previousScore before it
 * @param settled the level that the score made before it, what had faded by then taken off; a rise counts from here
 * @param told the level as receivers know it
 * @param scored the level that the score makes now
 * @param level the level as it is shown now
 * @param score now
 * @param wentQuiet vendors whose silence makes it UNKNOWN, from now on
 * @param heardAgain those whose silence did
 */
public record Change(
        double previousScore,
        RiskLevel settled,
        RiskLevel told,
        RiskLevel scored,
        RiskLevel level,
        Score score,
        Instant at,
        Set<String> wentQuiet,
        Set<String> heardAgain,
        Heard.@Nullable Flip flip) {

    /** Nothing changed. */
    public static Change none(RiskRecord record, Opinion opinion, Applied applied) {
        return new Change(
                opinion.score(),
                opinion.scored(),
                opinion.told(),
                opinion.scored(),
                opinion.level(),
                Score.of(record, opinion, applied),
                record.clock(),
                Set.of(),
                Set.of(),
                null);
    }

    public double value() {
        return score.at(at);
    }

    public List<String> ruleNames() {
        return score.contributions(at).stream()
                .map(Contribution::rule)
                .distinct()
                .toList();
    }

    public Scoring scoring(Opinion opinion, Applied applied) {
        var rules = score.rules(at);
        return new Scoring(
                previousScore,
                value(),
                told,
                level,
                applied.policy().levels().thresholds(),
                applied.policy().levels().hysteresis(),
                score.contributions(at),
                rules,
                rules.stream()
                        .filter(rule -> opinion.windows().containsKey(rule.rule()))
                        .map(rule -> opinion.windows().get(rule.rule()))
                        .toList(),
                List.copyOf(new TreeSet<>(opinion.stale())));
    }
}
