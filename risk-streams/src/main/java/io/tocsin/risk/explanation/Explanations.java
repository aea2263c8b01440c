// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts explanations together from what topics and the index hold. Any thread may ask, and waits. */
public final class Explanations {
    /** One cause may have been answered for every session of a user. */
    private static final int MOST = 25;
    /** A source's clock may be behind what it wrote down. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Lookup lookup;

    public Explanations(Lookup lookup) {
        this.lookup = lookup;
    }

    /** What a txn or jti leads to: nothing, one decision, or those that share their cause, at most 25. */
    public List<Explanation> of(String txnOrJti) {
        lookup.refresh();
        List<Explanation> explanations = new ArrayList<>();
        for (DecisionSummary summary :
                lookup.story(txnOrJti).stream().limit(MOST).toList()) {
            lookup.read(summary).map(this::explain).ifPresent(explanations::add);
        }
        return explanations;
    }

    private Explanation explain(Found<Decision> found) {
        Decision decision = found.value();
        Scoring scoring = decision.scoring();
        Instant asOf = decision.grounds().asOf();
        Map<String, Signal> signals = signals(found);
        return new Explanation(
                found,
                lookup.names(decision.principal()),
                Recomputation.of(decision),
                Arithmetic.of(scoring, asOf),
                scoring.contributions().stream()
                        .map(c -> new Explanation.Evidence(c, c.valueAt(asOf), signals.get(c.signalId())))
                        .toList(),
                signals.get(decision.trigger().id()),
                scoring.windows().stream()
                        .flatMap(window -> window.signals().stream())
                        .distinct()
                        .filter(signals::containsKey)
                        .collect(Collectors.toMap(id -> id, signals::get)),
                Counterfactuals.of(decision),
                lookup.besides(decision),
                lookup.settledBy(decision.id()).flatMap(lookup::decision).orElse(null),
                lookup.sets(decision));
    }

    /** The signals that a decision rests on, by id; each lies with the principal whose evidence it is. */
    private Map<String, Signal> signals(Found<Decision> found) {
        Decision decision = found.value();
        Map<CanonicalId, Set<String>> wanted = new HashMap<>();
        Map<CanonicalId, Instant> since = new HashMap<>();
        for (Contribution contribution : decision.scoring().contributions()) {
            want(contribution.origin(), contribution.signalId(), contribution.since(), wanted, since);
        }
        for (Scoring.WindowState window : decision.scoring().windows()) {
            for (String signal : window.signals()) {
                want(decision.principal(), signal, decision.at().minus(window.span()), wanted, since);
            }
        }
        boolean known = wanted.values().stream()
                .anyMatch(ids -> ids.contains(decision.trigger().id()));
        if (decision.trigger() instanceof Decision.Trigger.Told told && !known) {
            want(decision.principal(), told.id(), found.recorded(), wanted, since);
        }
        Map<String, Signal> signals = new HashMap<>();
        wanted.forEach((principal, ids) -> lookup.signals(
                        principal,
                        ids,
                        since.getOrDefault(principal, decision.at()).minus(SLACK))
                .forEach((id, signal) -> signals.putIfAbsent(id, signal.value())));
        return signals;
    }

    private static void want(
            CanonicalId principal,
            String signal,
            Instant at,
            Map<CanonicalId, Set<String>> wanted,
            Map<CanonicalId, Instant> since) {
        wanted.computeIfAbsent(principal, p -> new HashSet<>()).add(signal);
        since.merge(principal, at, (a, b) -> a.isBefore(b) ? a : b);
    }
}
