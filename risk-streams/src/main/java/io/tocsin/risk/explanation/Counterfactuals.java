// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * What would have made a decision another one. Every candidate is computed again in full before it is named, so that
 * nothing is said that is not so; of each sort the smallest is named.
 */
public final class Counterfactuals {
    private static final double MOST = 100;
    private static final int HALVINGS = 60;
    /** Levels are further apart than a step of this makes. */
    private static final int STEPS = 100;

    private final Decision decision;
    private final Scoring scoring;
    /** What points are faded to. */
    private final Instant at;

    private final Recomputation actual;

    private Counterfactuals(Decision decision) {
        this.decision = decision;
        this.scoring = decision.scoring();
        this.at = decision.grounds().asOf();
        this.actual = Recomputation.of(decision);
    }

    /** The smallest change of each sort that there is, the most telling first. */
    public static List<SmallestChange> of(Decision decision) {
        return new Counterfactuals(decision).find();
    }

    private List<SmallestChange> find() {
        List<SmallestChange> found = new ArrayList<>();
        if (decision.verdict().settles() != null) {
            found.add(new SmallestChange.OtherRuling());
            return found;
        }
        switch (decision.verdict().cause()) {
            case LOOP ->
                found.add(new SmallestChange.WithoutEcho(
                        String.valueOf(decision.grounds().echo())));
            case EXEMPTION ->
                found.add(new SmallestChange.WithoutExemption(
                        String.valueOf(decision.grounds().exemption())));
            case NO_SUBJECT, INCOMPLETE -> found.add(new SmallestChange.WithSubject());
            case BREAKER -> limit().ifPresent(found::add);
            case HYSTERESIS, NONE, UNKNOWN, APPROVED, REJECTED, EXPIRED, OBSOLETE -> {}
        }
        switch (decision.grounds().on()) {
            case Grounds.On.LevelReached reached -> byScore(found);
            case Grounds.On.LevelLeft left -> byScore(found);
            case Grounds.On.LevelChanged changed -> byScore(found);
            case Grounds.On.ComplianceChanged flip ->
                found.add(new SmallestChange.WithoutSignal(decision.trigger().id()));
            case Grounds.On.Told told ->
                found.add(new SmallestChange.WithoutSignal(decision.trigger().id()));
            case Grounds.On.WentStale stale -> found.add(new SmallestChange.WithSource(List.of(stale.source())));
            case Grounds.On.HeardAgain heard ->
                found.add(new SmallestChange.WithoutSignal(decision.trigger().id()));
            case Grounds.On.Ordered ordered -> {}
        }
        return found;
    }

    private void byScore(List<SmallestChange> found) {
        if (scoring.thresholds().size() != 2) {
            return;
        }
        if (!scoring.staleSources().isEmpty()) {
            found.add(new SmallestChange.WithSource(scoring.staleSources()));
        }
        withoutEvidence().ifPresent(found::add);
        scoring.rules().stream()
                .flatMap(rule -> otherWeight(rule).stream())
                .min(Comparator.comparingDouble((SmallestChange.OtherWeight change) ->
                                Math.abs(change.instead() - change.weight()) / change.weight())
                        .thenComparing(SmallestChange.OtherWeight::rule))
                .ifPresent(found::add);
        otherThreshold().ifPresent(found::add);
    }

    /** The fewest contributions without which the outcome is another. */
    private Optional<SmallestChange> withoutEvidence() {
        Removals removals = Removals.of(scoring, at);
        for (int removed = 1; removed <= removals.all(); removed++) {
            for (List<Contribution> without : removals.candidates(removed)) {
                List<Contribution> left = scoring.contributions().stream()
                        .filter(c -> !without.contains(c))
                        .toList();
                Decision other = with(left, scoring.thresholds());
                if (isAnother(other)) {
                    return Optional.of(new SmallestChange.WithoutEvidence(
                            without.stream()
                                    .sorted(Comparator.comparingDouble((Contribution c) -> -c.valueAt(at)))
                                    .toList(),
                            Recomputation.of(other).score()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The nearest weight of a rule with which the outcome is another: the score never falls as a weight rises, so the
     * place where it turns is found by halving.
     */
    private Optional<SmallestChange.OtherWeight> otherWeight(CountedRule rule) {
        if (rule.weight() <= 0) {
            return Optional.empty();
        }
        DoubleFunction<Decision> weighing = weight -> with(
                scoring.contributions().stream()
                        .map(c -> c.rule().equals(rule.rule()) ? weighing(c, c.weight() * weight / rule.weight()) : c)
                        .toList(),
                scoring.thresholds());
        return Stream.of(turn(weighing, rule.weight(), 0), turn(weighing, rule.weight(), MOST))
                .flatMap(turn -> turn.stream().boxed())
                .min(Comparator.comparingDouble(weight -> Math.abs(weight - rule.weight())))
                .map(weight -> new SmallestChange.OtherWeight(
                        rule.rule(),
                        rule.weight(),
                        weight,
                        Recomputation.of(weighing.apply(weight)).score()));
    }

    /** The value nearest to {@code from}, on the way to {@code to}, at which the outcome is another; rounded away. */
    private OptionalDouble turn(DoubleFunction<Decision> with, double from, double to) {
        double same = from;
        for (int i = 1; i <= STEPS; i++) {
            double other = from + (to - from) * i / STEPS;
            if (isAnother(with.apply(other))) {
                return OptionalDouble.of(turnBetween(with, same, other));
            }
            same = other;
        }
        return OptionalDouble.empty();
    }

    private double turnBetween(DoubleFunction<Decision> with, double from, double to) {
        double same = from;
        double other = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (same + other) / 2;
            if (isAnother(with.apply(middle))) {
                other = middle;
            } else {
                same = middle;
            }
        }
        double rounded = to > from ? Math.ceil(other * 100) / 100 : Math.floor(other * 100) / 100;
        return rounded >= 0 && rounded <= MOST && isAnother(with.apply(rounded)) ? rounded : other;
    }

    /**
     * The threshold that is nearest to another that would do: the level turns at the score, and at the band above it.
     */
    private Optional<SmallestChange> otherThreshold() {
        double medium = scoring.thresholds().getFirst();
        double high = scoring.thresholds().getLast();
        List<SmallestChange.OtherThreshold> candidates = new ArrayList<>();
        for (double place : List.of(
                actual.score(),
                Math.nextUp(actual.score()),
                actual.score() + scoring.hysteresis(),
                Math.nextUp(actual.score() + scoring.hysteresis()))) {
            for (double value : List.of(place, Math.ceil(place * 100) / 100, Math.floor(place * 100) / 100)) {
                candidates.add(new SmallestChange.OtherThreshold(RiskLevel.MEDIUM, medium, value));
                candidates.add(new SmallestChange.OtherThreshold(RiskLevel.HIGH, high, value));
            }
        }
        return candidates.stream()
                .filter(c -> c.instead() > 0 && c.instead() <= MOST)
                .filter(c -> possible(c, medium, high))
                .filter(c -> isAnother(with(
                        scoring.contributions(),
                        c.level() == RiskLevel.MEDIUM ? List.of(c.instead(), high) : List.of(medium, c.instead()))))
                .min(Comparator.comparingDouble((SmallestChange.OtherThreshold c) ->
                                // a value that people would write goes before one that differs in the last digit
                                Math.ceil(Math.abs(c.instead() - c.threshold()) * 100) / 100)
                        .thenComparingInt(c -> Double.toString(c.instead()).length()))
                .map(c -> c);
    }

    private boolean possible(SmallestChange.OtherThreshold c, double medium, double high) {
        double low = c.level() == RiskLevel.MEDIUM ? c.instead() : medium;
        double top = c.level() == RiskLevel.HIGH ? c.instead() : high;
        return low < top && scoring.hysteresis() < low && top - scoring.hysteresis() > low;
    }

    private Optional<SmallestChange> limit() {
        Grounds.Counted breaker = decision.grounds().breaker();
        return breaker == null
                ? Optional.empty()
                : Optional.of(new SmallestChange.OtherLimit(breaker.limit(), breaker.reached()));
    }

    private boolean isAnother(Decision other) {
        Recomputation there = Recomputation.of(other);
        return there.outcome() != actual.outcome() || there.cause() != actual.cause();
    }

    private Decision with(List<Contribution> contributions, List<Double> thresholds) {
        return new Decision(
                decision.id(),
                decision.txn(),
                decision.principal(),
                decision.policy(),
                decision.response(),
                decision.trigger(),
                decision.verdict(),
                new Scoring(
                        scoring.previousScore(),
                        scoring.score(),
                        scoring.previousLevel(),
                        scoring.level(),
                        thresholds,
                        scoring.hysteresis(),
                        contributions,
                        scoring.rules(),
                        scoring.windows(),
                        scoring.staleSources()),
                decision.grounds(),
                decision.at(),
                decision.subject(),
                decision.event());
    }

    private static Contribution weighing(Contribution c, double weight) {
        return new Contribution(c.rule(), c.signalId(), c.origin(), Math.min(MOST, weight), c.halfLife(), c.since());
    }
}
