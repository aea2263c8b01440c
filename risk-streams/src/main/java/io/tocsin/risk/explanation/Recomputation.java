// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.policy.Levels;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Cause;
import io.tocsin.schemas.risk.Decision.Mode;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision computed again from nothing but its record.
 *
 * @param score 0 to 100
 * @param settled the level that a rise counts from
 * @param scored the level that the score makes
 * @param level the level as it is shown: unknown where a source is quiet, unless what is known is enough for HIGH
 * @param outcome UNKNOWN where nothing was to be decided
 * @param cause why the outcome is what it is
 * @param differences what the record says otherwise; empty if it is sound
 */
public record Recomputation(
        double score,
        RiskLevel settled,
        RiskLevel scored,
        RiskLevel level,
        Outcome outcome,
        Cause cause,
        List<Difference> differences) {
    public Recomputation {
        differences = List.copyOf(differences);
    }

    /** Something that the record says, and that does not follow from what else it says. */
    public record Difference(String what, String recorded, String computed) {}

    private record Verdict(Outcome outcome, Cause cause) {
        private static final Verdict NOTHING = new Verdict(Outcome.UNKNOWN, Cause.UNKNOWN);
    }

    /** How the levels stand, by whatever numbers. */
    private record Standing(double score, RiskLevel settled, RiskLevel scored, RiskLevel level) {}

    /** Does the outcome, and all before it, follow from the record? */
    public boolean agrees() {
        return differences.isEmpty();
    }

    public static Recomputation of(Decision decision) {
        Standing standing = standing(decision);
        Verdict verdict = verdict(decision, standing);
        return new Recomputation(
                standing.score(),
                standing.settled(),
                standing.scored(),
                standing.level(),
                verdict.outcome(),
                verdict.cause(),
                differences(decision, standing, verdict));
    }

    private static Standing standing(Decision decision) {
        Scoring scoring = decision.scoring();
        Grounds grounds = decision.grounds();
        if (scoring.thresholds().size() != 2) {
            // nobody asked a policy
            return new Standing(scoring.score(), grounds.settled(), scoring.level(), scoring.level());
        }
        Levels levels =
                new Levels(scoring.thresholds().getFirst(), scoring.thresholds().getLast(), scoring.hysteresis());
        double score = Arithmetic.of(scoring, grounds.asOf()).score();
        RiskLevel faded = levels.of(scoring.previousScore(), grounds.settled());
        RiskLevel settled = faded.compareTo(grounds.settled()) < 0 ? faded : grounds.settled();
        boolean nothingKnown = scoring.level() == RiskLevel.UNKNOWN
                && scoring.staleSources().isEmpty()
                && grounds.settled() == RiskLevel.UNKNOWN
                && scoring.contributions().isEmpty();
        RiskLevel scored = nothingKnown ? RiskLevel.UNKNOWN : levels.of(score, settled);
        RiskLevel level = scoring.staleSources().isEmpty() || scored == RiskLevel.HIGH ? scored : RiskLevel.UNKNOWN;
        return new Standing(score, settled, scored, level);
    }

    private static Verdict verdict(Decision decision, Standing standing) {
        if (decision.verdict().settles() != null) {
            return settlement(decision);
        }
        Cause cause;
        if (decision.grounds().echo() != null) {
            cause = Cause.LOOP;
        } else if (fires(decision, standing)) {
            cause = obstacle(decision);
        } else if (trembles(decision, standing)) {
            cause = Cause.HYSTERESIS;
        } else {
            return Verdict.NOTHING;
        }
        if (decision.policy().mode() == Mode.SHADOW) {
            return new Verdict(Outcome.SHADOW, cause);
        }
        return new Verdict(outcome(cause), cause);
    }

    private static Outcome outcome(Cause cause) {
        return switch (cause) {
            case NONE, APPROVED -> Outcome.EMITTED;
            case BREAKER -> Outcome.HELD;
            case HYSTERESIS, LOOP, EXEMPTION, NO_SUBJECT, INCOMPLETE, REJECTED, EXPIRED, OBSOLETE -> Outcome.SUPPRESSED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    /** The first that stands in the way. */
    private static Cause obstacle(Decision decision) {
        Grounds grounds = decision.grounds();
        if (decision.subject() == null) {
            return Cause.NO_SUBJECT;
        } else if (decision.event() == null) {
            return Cause.INCOMPLETE;
        } else if (grounds.exemption() != null) {
            return Cause.EXEMPTION;
        }
        return grounds.breaker() != null && grounds.breaker().tripped() ? Cause.BREAKER : Cause.NONE;
    }

    /** What somebody ruled on a held decision, or what time or the risk made of it. */
    private static Verdict settlement(Decision decision) {
        return switch (decision.trigger()) {
            // which of the two somebody ruled is theirs to say, and stands nowhere else
            case Decision.Trigger.Asked asked ->
                decision.verdict().cause() == Cause.APPROVED
                        ? new Verdict(Outcome.EMITTED, Cause.APPROVED)
                        : decision.verdict().cause() == Cause.REJECTED
                                ? new Verdict(Outcome.SUPPRESSED, Cause.REJECTED)
                                : new Verdict(Outcome.SUPPRESSED, Cause.OBSOLETE);
            case Decision.Trigger.Deadline deadline ->
                new Verdict(Outcome.SUPPRESSED, deadline.kind().equals("held") ? Cause.EXPIRED : Cause.OBSOLETE);
            case Decision.Trigger.Told told -> new Verdict(Outcome.SUPPRESSED, Cause.OBSOLETE);
        };
    }

    private static boolean fires(Decision decision, Standing standing) {
        RiskLevel told = decision.scoring().previousLevel();
        RiskLevel level = standing.level();
        return switch (decision.grounds().on()) {
            case Grounds.On.LevelReached reached ->
                standing.settled().compareTo(reached.level()) < 0
                        && standing.scored().compareTo(reached.level()) >= 0;
            case Grounds.On.LevelLeft left ->
                told.compareTo(left.level()) >= 0 && level != RiskLevel.UNKNOWN && level.compareTo(left.level()) < 0;
            case Grounds.On.LevelChanged changed ->
                told != RiskLevel.UNKNOWN && level != RiskLevel.UNKNOWN && level != told;
            case Grounds.On.ComplianceChanged flip -> flip.previous() != flip.current();
            case Grounds.On.WentStale stale -> decision.scoring().staleSources().contains(stale.source());
            case Grounds.On.HeardAgain heard ->
                !decision.scoring().staleSources().contains(heard.source());
            case Grounds.On.Told outright -> true;
            case Grounds.On.Ordered ordered -> true;
        };
    }

    /** Did the score rise over a threshold whose level it had not left? */
    private static boolean trembles(Decision decision, Standing standing) {
        if (!(decision.grounds().on() instanceof Grounds.On.LevelReached reached)
                || decision.scoring().thresholds().size() != 2) {
            return false;
        }
        List<Double> thresholds = decision.scoring().thresholds();
        double threshold = reached.level() == RiskLevel.HIGH ? thresholds.getLast() : thresholds.getFirst();
        return standing.scored().compareTo(reached.level()) >= 0
                && decision.scoring().previousScore() < threshold
                && standing.score() >= threshold;
    }

    private static List<Difference> differences(Decision decision, Standing standing, Verdict verdict) {
        List<Difference> found = new ArrayList<>();
        Scoring scoring = decision.scoring();
        List<Arithmetic.RuleSum> sums =
                Arithmetic.of(scoring, decision.grounds().asOf()).rules();
        for (Arithmetic.RuleSum sum : sums) {
            different("points of rule " + sum.rule().rule(), sum.rule().points(), sum.points(), found);
        }
        scoring.contributions().stream()
                .map(Contribution::rule)
                .distinct()
                .filter(rule -> sums.stream().noneMatch(sum -> sum.rule().rule().equals(rule)))
                .forEach(rule -> found.add(new Difference("rule " + rule, "counts", "is not said")));
        different("score", scoring.score(), standing.score(), found);
        different("level before, faded", decision.grounds().settled(), standing.settled(), found);
        different("level", scoring.level(), standing.level(), found);
        different("outcome", decision.verdict().outcome(), verdict.outcome(), found);
        different("cause", decision.verdict().cause(), verdict.cause(), found);
        return found;
    }

    private static void different(String what, Object recorded, Object computed, List<Difference> found) {
        if (!recorded.equals(computed)) {
            found.add(new Difference(what, recorded.toString(), computed.toString()));
        }
    }
}
