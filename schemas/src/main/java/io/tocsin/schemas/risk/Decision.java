// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of the policy for one principal, with everything it was computed from. Holds no wall-clock time, so that
 * the same signals and the same policy give the same bytes.
 *
 * @param id derived from principal, policy version, trigger and outcome
 * @param response the policy's response that fired, or {@code operator} for an event emitted by hand
 * @param trigger the signal or deadline that brought it about
 * @param score 0 to 100, before this decision's rounding of anything
 * @param thresholds the score at which MEDIUM and HIGH begin, in that order
 * @param at event time
 * @param subject whom the event tells of, absent where nothing is to be told
 * @param event what is told, absent where nothing is to be told
 * @param reason why it was held or suppressed
 */
public record Decision(
        String id,
        CanonicalId principal,
        PolicyVersion policy,
        String response,
        String trigger,
        Outcome outcome,
        double score,
        RiskLevel previousLevel,
        RiskLevel level,
        List<Double> thresholds,
        List<Contribution> contributions,
        Instant at,
        @Nullable Subject subject,
        @Nullable Event event,
        @Nullable String reason) {
    public Decision {
        requireNonNull(id, "id");
        requireNonNull(principal, "principal");
        requireNonNull(policy, "policy");
        requireNonNull(response, "response");
        requireNonNull(trigger, "trigger");
        requireNonNull(outcome, "outcome");
        requireNonNull(previousLevel, "previousLevel");
        requireNonNull(level, "level");
        thresholds = List.copyOf(thresholds);
        contributions = List.copyOf(contributions);
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    }
}
