// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one signal adds to a principal's risk under one rule.
 *
 * @param rule the policy rule's name
 * @param signalId the evidence
 * @param origin whose evidence it is; another principal's where risk flowed
 * @param weight points at the time of the event, 0 to 100
 * @param halfLife time in which the points halve, in whole milliseconds; absent: they stay until cleared
 * @param since event time of the evidence
 */
public record Contribution(
        String rule,
        String signalId,
        CanonicalId origin,
        double weight,
        @Nullable Duration halfLife,
        Instant since) {
    public Contribution {
        requireNonNull(rule, "rule");
        requireNonNull(signalId, "signalId");
        requireNonNull(origin, "origin");
        halfLife = halfLife == null ? null : Duration.ofMillis(halfLife.toMillis());
        since = requireNonNull(since, "since").truncatedTo(ChronoUnit.MICROS);
        if (halfLife != null && !halfLife.isPositive()) {
            throw new IllegalArgumentException(
                    "half-life of rule " + rule + " is " + halfLife + ", expected at least 1 ms");
        }
        if (!(weight >= 0 && weight <= 100)) {
            throw new IllegalArgumentException("weight of rule " + rule + " is " + weight + ", expected 0 to 100");
        }
    }

    /** Points left at {@code at}; the full weight before {@code since}. */
    public double valueAt(Instant at) {
        if (halfLife == null || !at.isAfter(since)) {
            return weight;
        }
        double halves = (double) Duration.between(since, at).toMillis() / halfLife.toMillis();
        // StrictMath: the same on every machine, so that a decision recomputed elsewhere has the same bytes
        return weight * StrictMath.pow(0.5, halves);
    }
}
