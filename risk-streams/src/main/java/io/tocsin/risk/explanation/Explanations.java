// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts explanations together from what topics and the index hold. Any thread may ask, and waits. */
public final class Explanations {
    /** One cause may have been answered for every session of a user. */
    private static final int MOST = 25;

    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(400);

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
        SignalSearch search = new SignalSearch(lookup);
        for (Contribution contribution : decision.scoring().contributions()) {
            search.want(contribution.origin(), contribution.signalId(), contribution.since());
        }
        boolean counts = decision.scoring().contributions().stream()
                .anyMatch(c -> c.signalId().equals(decision.trigger().id()));
        if (decision.trigger() instanceof Decision.Trigger.Told told && !counts) {
            search.want(decision.principal(), told.id(), found.recorded());
        }
        want(decision, LATELY, search);
        search.run();
        // a window says what it counted, and not when that was: most often lately, or else somewhere in its span
        want(decision, LONGEST, search);
        return search.run();
    }

    private static void want(Decision decision, Duration atMost, SignalSearch search) {
        for (Scoring.WindowState window : decision.scoring().windows()) {
            Duration span = window.span().compareTo(atMost) > 0 ? atMost : window.span();
            window.signals()
                    .forEach(signal -> search.want(
                            decision.principal(), signal, decision.at().minus(span)));
        }
    }
}
