// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Cause;
import io.tocsin.risk.decision.Change;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.decision.Heard;
import io.tocsin.risk.decision.Rulings;
import io.tocsin.risk.decision.Score;
import io.tocsin.risk.decision.Verdicts;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.policy.Levels;
import io.tocsin.risk.policy.Staleness;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Neighbourhood;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Draws each policy's conclusion from what an input changed: score, level, responses, assessment. */
final class Conclusion {
    private final Verdicts verdicts;
    private final Rulings rulings;
    private final Outflows outflows;
    private final Neighbourhood around;

    Conclusion(Verdicts verdicts, Rulings rulings, Outflows outflows, Neighbourhood around) {
        this.verdicts = verdicts;
        this.rulings = rulings;
        this.outflows = outflows;
        this.around = around;
    }

    /** How one opinion stood before the input. */
    record Before(double score, RiskLevel settled, RiskLevel told) {}

    /** How each opinion stands at the record's clock, before anything is taken in. */
    List<Before> before(RiskRecord record, Regime regime) {
        List<Before> before = new ArrayList<>(regime.policies().size());
        for (int i = 0; i < regime.policies().size(); i++) {
            Opinion opinion = record.opinions().get(i);
            Applied applied = regime.policies().get(i);
            double score = opinion.scored().compareTo(RiskLevel.LOW) <= 0
                    ? opinion.score()
                    : Score.of(record, opinion, applied).at(record.clock());
            RiskLevel faded = applied.policy().levels().of(score, opinion.scored());
            // never above where it stood: what a policy holds that was only now promoted has not been told yet
            RiskLevel settled = faded.compareTo(opinion.scored()) < 0 ? faded : opinion.scored();
            before.add(new Before(score, settled, opinion.told()));
        }
        return before;
    }

    /**
     * @param known something was learnt that holds whatever policy one has: a principal that is nothing but a name has
     *     no level
     * @param weighed by policy
     */
    void draw(
            RiskRecord record,
            Regime regime,
            List<Before> before,
            Cause cause,
            Heard.@Nullable Flip flip,
            boolean known,
            List<Testimony.Weighed> weighed,
            Effects effects) {
        if (record.lifecycle() != Lifecycle.LIVE) {
            return;
        }
        // shadows first: what the active policy revokes is over, and they would have no say any more
        for (int i = regime.policies().size() - 1; i >= 0; i--) {
            Score score =
                    Score.of(record, record.opinions().get(i), regime.policies().get(i));
            draw(
                    record,
                    i,
                    regime,
                    before.get(i),
                    cause,
                    new Moment(score, record.clock(), flip),
                    known,
                    weighed.get(i),
                    effects);
        }
        if (record.lifecycle() == Lifecycle.OVER) {
            outflows.over(record, cause.trigger().id(), cause.stamps(), effects);
        }
    }

    /**
     * The same as of moments that are past: what began at {@code from} is only heard of now. Time has gone on for the
     * record, evidence has faded, and perhaps the session is over; had it been heard of in time, the level might have
     * risen all the same. That it did is what counts, so that no partition's pace decides who is revoked.
     */
    void drawLate(RiskRecord record, Regime regime, Instant from, Cause cause, Effects effects) {
        for (int i = regime.policies().size() - 1; i >= 0; i--) {
            Opinion opinion = record.opinions().get(i);
            Applied applied = regime.policies().get(i);
            Score score = Score.of(record, opinion, applied);
            for (Instant moment : score.moments(from, record.clock())) {
                Score begun = score.until(moment);
                RiskLevel then = applied.policy().levels().of(begun.at(moment), opinion.scored());
                if (!opinion.isOver() && then.compareTo(opinion.scored()) > 0) {
                    Before before = new Before(opinion.score(), opinion.scored(), opinion.told());
                    draw(
                            record,
                            i,
                            regime,
                            before,
                            cause.at(moment),
                            new Moment(begun, moment, null),
                            true,
                            Testimony.Weighed.NOTHING,
                            effects);
                    effects.change();
                }
            }
        }
        if (record.lifecycle() == Lifecycle.OVER) {
            outflows.over(record, cause.trigger().id(), cause.stamps(), effects);
        }
    }

    /** As of when the score is asked. */
    private record Moment(Score score, Instant at, Heard.@Nullable Flip flip) {}

    private void draw(
            RiskRecord record,
            int index,
            Regime regime,
            Before before,
            Cause cause,
            Moment moment,
            boolean known,
            Testimony.Weighed weighed,
            Effects effects) {
        Opinion opinion = record.opinions().get(index);
        Applied applied = regime.policies().get(index);
        if (opinion.isOver()) {
            return;
        }
        Levels levels = applied.policy().levels();
        double value = moment.score().at(moment.at());
        RiskLevel scored = known || weighed.changed() || opinion.scored() != RiskLevel.UNKNOWN
                ? levels.of(value, before.settled())
                : RiskLevel.UNKNOWN;
        Set<String> quiet = quiet(record, applied);
        boolean allHeard = quiet.isEmpty() && !opinion.isStale();
        Set<String> wentQuiet = allHeard ? Set.of() : without(quiet, opinion.stale());
        Set<String> heardAgain = allHeard ? Set.of() : without(opinion.stale(), quiet);
        // what is known may be enough by itself; that it is all that is known stands beside it
        RiskLevel level = quiet.isEmpty() || scored == RiskLevel.HIGH ? scored : RiskLevel.UNKNOWN;
        Change change = new Change(
                before.score(),
                before.settled(),
                before.told(),
                scored,
                level,
                moment.score(),
                moment.at(),
                wentQuiet,
                heardAgain,
                moment.flip());
        boolean another = opinion.stand(value, scored, level) || !wentQuiet.isEmpty() || !heardAgain.isEmpty();
        if (!allHeard) {
            opinion.stale(quiet);
        }
        verdicts.decide(record, opinion, applied, cause, change, effects);
        rulings.withdraw(record, opinion, applied, cause, scored, effects);
        if (another) {
            effects.change();
        }
        if (index == 0 && moment.at().equals(record.clock()) && (another || weighed.evidence())) {
            effects.assess(new RiskAssessment(
                    record.principal(), opinion.version(), change.scoring(opinion, applied), record.clock()));
        }
    }

    /** What was said before, once more. */
    void repeat(RiskRecord record, Regime regime, Effects effects) {
        Opinion opinion = record.active();
        if (opinion.level() != RiskLevel.UNKNOWN || !opinion.stale().isEmpty()) {
            Change none = Change.none(record, opinion, regime.active());
            effects.assess(new RiskAssessment(
                    record.principal(), opinion.version(), none.scoring(opinion, regime.active()), record.clock()));
        }
    }

    /** The vendors that have spoken of this principal, matter to this policy, and are quiet now. */
    private Set<String> quiet(RiskRecord record, Applied applied) {
        Set<String> quiet = Set.of();
        for (Staleness watched : applied.policy().staleness()) {
            if (watched.of().contains(record.principal().kind())) {
                Instant last = record.heard().of(watched.source()).orElse(null);
                if (last != null && isQuiet(record, watched, last)) {
                    quiet = quiet.isEmpty() ? new TreeSet<>() : quiet;
                    quiet.add(watched.source());
                }
            }
        }
        return quiet;
    }

    private boolean isQuiet(RiskRecord record, Staleness watched, Instant last) {
        Duration heartbeat = watched.heartbeat();
        return !record.clock().isBefore(last.plus(watched.ttl()))
                || (heartbeat != null
                        && around.isQuiet(record.principal().tenant(), watched.source(), heartbeat, record.clock()));
    }

    private static Set<String> without(Set<String> all, Set<String> those) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(those);
        return rest;
    }
}
