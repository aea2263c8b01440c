// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.signal.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about one decision.
 *
 * @param decision as its topic has it
 * @param names of the principal
 * @param evidence what counted, the heaviest first
 * @param trigger the signal that brought it about; absent for a deadline or an order, and where it is not found any
 *     more
 * @param windowed the signals that windows counted, as far as they are found, by id
 * @param changes the smallest change of each sort that would have made it another one
 * @param besides what else the same cause brought about for the same principal, by whatever policy
 * @param settledBy what became of it if it was held; absent while it still is
 * @param sets what was made of it for each stream
 */
public record Explanation(
        Found<Decision> decision,
        List<Lookup.Name> names,
        Recomputation recomputation,
        Arithmetic arithmetic,
        List<Evidence> evidence,
        @Nullable Signal trigger,
        Map<String, Signal> windowed,
        List<SmallestChange> changes,
        List<DecisionSummary> besides,
        @Nullable DecisionSummary settledBy,
        List<Lookup.MadeSet> sets) {
    public Explanation {
        names = List.copyOf(names);
        evidence = List.copyOf(evidence);
        windowed = Map.copyOf(windowed);
        changes = List.copyOf(changes);
        besides = List.copyOf(besides);
        sets = List.copyOf(sets);
    }

    /**
     * One contribution.
     *
     * @param points what was left of its weight
     * @param signal behind it; absent where it is not found any more
     */
    public record Evidence(
            Contribution contribution,
            double points,
            @Nullable Signal signal) {}
}
