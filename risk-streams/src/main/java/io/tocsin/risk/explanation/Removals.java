// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which contributions to leave out, if so many of them are, to lower the score most. Of one rule's contributions the
 * heaviest lower it most, so the lowest score without <i>n</i> of all is found by sharing out <i>n</i> among the rules:
 * each rule's sum without its heaviest <i>k</i>, for every <i>k</i>, and then the best way to share, rule after rule.
 */
final class Removals {
    private final Scoring scoring;
    private final int all;
    /** By rule; the heaviest first. */
    private final Map<String, List<Contribution>> byRule = new LinkedHashMap<>();
    /** By rule and by how many are left out of it and of those before it: how many are of it. */
    private final List<int[]> choices = new ArrayList<>();

    private Removals(Scoring scoring, Instant at) {
        this.scoring = scoring;
        for (CountedRule rule : scoring.rules()) {
            byRule.put(
                    rule.rule(),
                    scoring.contributions().stream()
                            .filter(c -> c.rule().equals(rule.rule()))
                            .sorted(Comparator.comparingDouble((Contribution c) -> -c.valueAt(at)))
                            .toList());
        }
        this.all = byRule.values().stream().mapToInt(List::size).sum();
        share(at);
    }

    /** @param at what points are faded to */
    static Removals of(Scoring scoring, Instant at) {
        return new Removals(scoring, at);
    }

    /** How many contributions there are. */
    int all() {
        return all;
    }

    /** Ways to leave out so many, the one that lowers the score most first. */
    List<List<Contribution>> candidates(int removed) {
        List<List<Contribution>> candidates = new ArrayList<>();
        candidates.add(chosen(removed));
        // where a level must be met, not only undercut, the lowest score is not the only one that counts
        candidates.addAll(few(removed));
        return candidates;
    }

    private void share(Instant at) {
        double[] lowest = new double[all + 1];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        lowest[0] = 0;
        for (CountedRule rule : scoring.rules()) {
            List<Contribution> heaviestFirst = byRule.getOrDefault(rule.rule(), List.of());
            double[] next = new double[all + 1];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            int[] choice = new int[all + 1];
            for (int removed = 0; removed <= all; removed++) {
                for (int here = 0; here <= Math.min(removed, heaviestFirst.size()); here++) {
                    double left = heaviestFirst.subList(here, heaviestFirst.size()).stream()
                            .mapToDouble(c -> c.valueAt(at))
                            .sum();
                    double sum = lowest[removed - here] + Math.min(left, rule.cap());
                    if (sum < next[removed]) {
                        next[removed] = sum;
                        choice[removed] = here;
                    }
                }
            }
            lowest = next;
            choices.add(choice);
        }
    }

    /** Every single one, or every pair; nothing for more. */
    private List<List<Contribution>> few(int count) {
        List<Contribution> all = scoring.contributions();
        List<List<Contribution>> few = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (count == 1) {
                few.add(List.of(all.get(i)));
            }
            for (int j = i + 1; count == 2 && j < all.size(); j++) {
                few.add(List.of(all.get(i), all.get(j)));
            }
        }
        return few;
    }

    private List<Contribution> chosen(int removed) {
        List<Contribution> without = new ArrayList<>();
        int left = removed;
        for (int i = choices.size() - 1; i >= 0; i--) {
            int here = choices.get(i)[left];
            without.addAll(byRule.getOrDefault(scoring.rules().get(i).rule(), List.of())
                    .subList(0, here));
            left -= here;
        }
        return without;
    }
}
