// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Risk that reaches one principal from another: all that {@code from} now contributes to {@code to}. A later flow of
 * the same pair replaces an earlier one.
 *
 * @param trigger the signal that changed {@code from}
 * @param at its event time
 * @param shares by policy in force at the sender, the active one first
 * @param fold the whole record of {@code from}, in the risk stage's own form and Base64, where {@code from} turned out
 *     to be {@code to}; absent in every other flow
 */
public record RiskFlow(
        CanonicalId from,
        CanonicalId to,
        String trigger,
        Instant at,
        List<Share> shares,
        LatencyStamps stamps,
        @Nullable String fold) {
    public RiskFlow {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(trigger, "trigger");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
        shares = List.copyOf(shares);
        requireNonNull(stamps, "stamps");
    }

    /** A flow between two that stay two. */
    public RiskFlow(
            CanonicalId from, CanonicalId to, String trigger, Instant at, List<Share> shares, LatencyStamps stamps) {
        this(from, to, trigger, at, shares, stamps, null);
    }

    /** What flows under one policy. */
    public record Share(PolicyVersion policy, List<Contribution> contributions) {
        public Share {
            requireNonNull(policy, "policy");
            contributions = List.copyOf(contributions);
        }
    }
}
