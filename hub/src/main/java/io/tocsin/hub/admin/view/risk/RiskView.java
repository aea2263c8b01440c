// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.risk;

import io.tocsin.hub.admin.view.decision.DecisionView.ContributionView;
import io.tocsin.hub.admin.view.decision.DecisionView.RuleView;
import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import io.tocsin.hub.admin.view.decision.ExplanationView.CalledView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a principal stands.
 *
 * @param principal {@code tenant|KIND|id}
 * @param at the moment of asking, which points are faded to
 * @param standings by policy in force, the active one first; empty where nothing was ever held against it
 * @param recent its decisions, the newest first
 */
public record RiskView(
        String principal, List<CalledView> names, Instant at, List<StandingView> standings, List<DecisionLine> recent) {

    /**
     * How it stands under one policy.
     *
     * @param active its decisions are sent
     * @param level as of the last assessment; receivers were told this one
     * @param score now
     * @param scoreThen at the last assessment
     * @param levelNow the level of the score of now
     * @param assessed event time of the last assessment
     * @param passedOn who passes risk to it, and how many points
     * @param staleSources sources that matter and have gone quiet
     */
    public record StandingView(
            String policy,
            int version,
            boolean active,
            String level,
            double score,
            double scoreThen,
            String levelNow,
            Instant assessed,
            @Nullable Double medium,
            @Nullable Double high,
            List<RuleView> rules,
            List<ContributionView> contributions,
            List<PassedOnView> passedOn,
            List<String> staleSources) {}

    /** Points that somebody else contributes. */
    public record PassedOnView(String from, @Nullable String name, double points) {}
}
