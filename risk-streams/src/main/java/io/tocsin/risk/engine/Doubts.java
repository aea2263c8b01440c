// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Cause;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.policy.Feedback;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.CanonicalId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What it means that somebody calls evidence false. What is contradicted counts less from then on, and so does, for the
 * time the policy says, what else comes under the same rules against the same principal. Evidence that flowed here is
 * contradicted where it is from, so that it counts less wherever else it flowed.
 */
final class Doubts {
    private final Conclusion conclusion;
    private final Outflows outflows;
    private final Function<byte[], Decision> read;

    /** @param read a decision as its topic carries it */
    Doubts(Conclusion conclusion, Outflows outflows, Function<byte[], Decision> read) {
        this.conclusion = conclusion;
        this.outflows = outflows;
        this.read = read;
    }

    void take(RiskRecord record, RiskControl.Feedback feedback, Regime regime, Effects effects) {
        if (record.mergedInto().isPresent()) {
            CanonicalId surviving = record.mergedInto().get();
            effects.say(
                    surviving,
                    new RiskControl.Feedback(
                            feedback.id(),
                            surviving,
                            feedback.decision(),
                            feedback.signals(),
                            feedback.findings(),
                            feedback.by(),
                            feedback.note(),
                            feedback.at()));
            return;
        }
        String input = "feedback|" + feedback.id();
        Map<CanonicalId, Set<String>> meant = signals(record, feedback);
        for (Map.Entry<CanonicalId, Set<String>> elsewhere : meant.entrySet()) {
            if (!elsewhere.getKey().equals(record.principal())) {
                effects.say(
                        elsewhere.getKey(),
                        new RiskControl.Feedback(
                                feedback.id(),
                                elsewhere.getKey(),
                                null,
                                List.copyOf(elsewhere.getValue()),
                                List.of(),
                                feedback.by(),
                                feedback.note(),
                                feedback.at()));
            }
        }
        if (record.hasSeen(input)) {
            record.decisionsFor(input).forEach(effects::repeat);
            outflows.repeat(record, regime, input, null, LatencyStamps.NONE, effects);
            return;
        }
        record.advance(feedback.at());
        List<Conclusion.Before> before = conclusion.before(record, regime);
        Set<String> findings =
                feedback.findings().stream().map(Testimony::finding).collect(Collectors.toSet());
        Set<String> own = new HashSet<>(meant.getOrDefault(record.principal(), Set.of()));
        own.addAll(feedback.signals());
        List<Testimony.Weighed> weighed = new ArrayList<>();
        for (int i = 0; i < regime.policies().size(); i++) {
            Opinion opinion = record.opinions().get(i);
            Feedback means = regime.policies().get(i).policy().feedback();
            Set<String> rules = opinion.evidence().lower(own, findings, means.factor());
            opinion.doubt(rules, feedback.at().plus(means.lasts()));
            weighed.add(new Testimony.Weighed(!rules.isEmpty(), !rules.isEmpty()));
        }
        if (weighed.stream().noneMatch(Testimony.Weighed::changed)) {
            return;
        }
        effects.change();
        Cause cause = Cause.silent(input, new Trigger.Asked(input, feedback.by()), feedback.at(), LatencyStamps.NONE);
        conclusion.draw(record, regime, before, cause, null, false, weighed, effects);
        outflows.changed(record, regime, input, feedback.at(), LatencyStamps.NONE, effects);
        record.see(input);
    }

    /** The signals that are meant, by whose evidence they are. */
    private Map<CanonicalId, Set<String>> signals(RiskRecord record, RiskControl.Feedback feedback) {
        Map<CanonicalId, Set<String>> signals = new TreeMap<>((a, b) -> a.text().compareTo(b.text()));
        if (feedback.decision() != null) {
            for (Remembered remembered : record.decisions()) {
                Decision decision = read.apply(remembered.decision());
                if (decision.id().equals(feedback.decision())) {
                    for (Contribution counted : decision.scoring().contributions()) {
                        signals.computeIfAbsent(counted.origin(), o -> new TreeSet<>())
                                .add(counted.signalId());
                    }
                }
            }
        }
        Set<String> named = Set.copyOf(feedback.signals());
        record.inflows().all().stream()
                .flatMap(inflow -> inflow.shares().stream())
                .flatMap(share -> share.contributions().stream())
                .filter(c -> named.contains(c.signalId()))
                .forEach(c -> signals.computeIfAbsent(c.origin(), o -> new TreeSet<>())
                        .add(c.signalId()));
        return signals;
    }
}
