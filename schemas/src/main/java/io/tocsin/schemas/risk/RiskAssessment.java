// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The risk of one principal at one moment of event time.
 *
 * @param score 0 to 100
 * @param staleSources sources that matter and have gone quiet
 */
public record RiskAssessment(
        CanonicalId principal,
        double score,
        RiskLevel level,
        List<Contribution> contributions,
        PolicyVersion policy,
        Instant at,
        List<String> staleSources) {
    public RiskAssessment {
        requireNonNull(principal, "principal");
        requireNonNull(level, "level");
        contributions = List.copyOf(contributions);
        requireNonNull(policy, "policy");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
        staleSources = List.copyOf(staleSources);
    }
}
