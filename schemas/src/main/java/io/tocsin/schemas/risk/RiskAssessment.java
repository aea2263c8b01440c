// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The risk of one principal at one moment of event time, by the active policy. */
public record RiskAssessment(CanonicalId principal, PolicyVersion policy, Scoring scoring, Instant at) {
    public RiskAssessment {
        requireNonNull(principal, "principal");
        requireNonNull(policy, "policy");
        requireNonNull(scoring, "scoring");
        at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    }
}
