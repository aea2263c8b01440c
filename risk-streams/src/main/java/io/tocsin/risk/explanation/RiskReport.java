// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a principal stands.
 *
 * @param at the moment of asking
 * @param standings by policy in force, the active one first; without a policy under which nothing was ever held against
 *     it, and without a shadow that never decided about it
 * @param recent its decisions, the newest first
 */
public record RiskReport(
        CanonicalId principal,
        List<Lookup.Name> names,
        Instant at,
        List<Standing> standings,
        List<DecisionSummary> recent) {
    public RiskReport {
        names = List.copyOf(names);
        standings = List.copyOf(standings);
        recent = List.copyOf(recent);
    }

    /**
     * How it stands under one policy.
     *
     * @param active it decides; else it is a shadow, of which only what it decided last is known
     * @param assessed the event time of the last assessment, or of a shadow's last decision
     * @param then the score and level of that moment, and what they were made of
     * @param now what is left of that at the moment of asking; the level is the one of that score, which nobody has
     *     been told
     * @param passedOn points that others contribute now, by who does
     */
    public record Standing(
            PolicyVersion policy,
            boolean active,
            Instant assessed,
            Scoring then,
            Arithmetic now,
            RiskLevel levelNow,
            List<Held> contributions,
            Map<CanonicalId, Double> passedOn) {
        public Standing {
            contributions = List.copyOf(contributions);
            passedOn = Map.copyOf(passedOn);
        }
    }

    /** What is held against it: a contribution, and what is left of its weight now. */
    public record Held(Contribution contribution, double points) {}
}
