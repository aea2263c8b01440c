// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything it was computed from.
 *
 * @param txn that of the SETs made of it; the id, unless several decisions share a cause
 * @param principal {@code tenant|KIND|id}
 * @param at event time
 * @param partition of the topic {@code decisions}
 * @param settles the held decision that this one settles
 * @param subject as receivers are told (RFC 9493)
 */
public record DecisionView(
        String id,
        String txn,
        String principal,
        Instant at,
        Instant recorded,
        int partition,
        long offset,
        DecidingPolicy policy,
        String response,
        TriggerView trigger,
        String outcome,
        String cause,
        @Nullable String reason,
        @Nullable String settles,
        ScoringView scoring,
        GroundsView grounds,
        @Nullable JsonNode subject,
        @Nullable String eventType,
        @Nullable JsonNode event) {

    /**
     * The policy that decided.
     *
     * @param version 0 for a file that was never published
     * @param activation offset in topic {@code policies} of what put it in force; -1: the configuration did
     */
    public record DecidingPolicy(String name, int version, String hash, String mode, long activation) {}

    /**
     * What brought it about.
     *
     * @param kind {@code signal}, {@code deadline} or {@code order}
     * @param id the signal's, or what names the order
     * @param deadline what ran out
     * @param by who gave the order
     */
    public record TriggerView(
            String kind,
            String id,
            @Nullable String deadline,
            @Nullable Instant at,
            @Nullable String by) {}

    /**
     * How the policy came to a level.
     *
     * @param settledLevel the level once what had faded before is taken off
     * @param medium score at which MEDIUM begins; absent where no policy was asked
     */
    public record ScoringView(
            double previousScore,
            double score,
            String previousLevel,
            String settledLevel,
            String level,
            @Nullable Double medium,
            @Nullable Double high,
            double hysteresis,
            List<ContributionView> contributions,
            List<RuleView> rules,
            List<WindowView> windows,
            List<String> staleSources) {}

    /**
     * What one signal adds under one rule.
     *
     * @param origin whose evidence it is
     * @param halfLife ISO 8601; absent: it stays until it is cleared
     * @param points what is left of the weight
     */
    public record ContributionView(
            String rule,
            String signal,
            String origin,
            double weight,
            @Nullable String halfLife,
            Instant since,
            double points) {}

    /** What one rule adds: {@code faded} before its cap, {@code points} after it. */
    public record RuleView(
            String rule,
            double weight,
            double cap,
            @Nullable String halfLife,
            double faded,
            double points) {}

    /** What a rule's window held. */
    public record WindowView(
            String rule, String kind, String span, double observed, double required, List<String> signals) {}

    /**
     * Why the response was made, and what could have stood in its way.
     *
     * @param on what the response asks for: {@code level-reached}, {@code told}, …
     * @param level that was reached or left
     * @param echo jti of our own SET that caused the evidence
     */
    public record GroundsView(
            String on,
            @Nullable String level,
            @Nullable String previousCompliance,
            @Nullable String currentCompliance,
            @Nullable String source,
            @Nullable String echo,
            @Nullable String exemption,
            @Nullable BreakerView breaker) {}

    /** What the breaker had counted: principals revoked {@code within} that time, this one included. */
    public record BreakerView(String by, long reached, long limit, long known, String within) {}
}
