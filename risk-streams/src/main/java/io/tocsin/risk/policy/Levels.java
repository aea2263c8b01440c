// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;

/**
 * Where the levels begin.
 *
 * @param medium score from which a principal is at MEDIUM, above 0
 * @param high score from which it is at HIGH, at most 100
 * @param hysteresis how far below its threshold the score must fall before the level is left, so that a score that
 *     trembles around a threshold does not make an event each time
 */
public record Levels(double medium, double high, double hysteresis) {
    public Levels {
        if (!(medium > 0 && medium < high && high <= 100)) {
            throw new IllegalArgumentException(
                    "levels are medium " + medium + " and high " + high + ", expected 0 < medium < high <= 100");
        }
        if (!(hysteresis >= 0 && hysteresis < medium && high - hysteresis > medium)) {
            throw new IllegalArgumentException("levels.hysteresis is " + hysteresis
                    + ", expected at least 0, less than medium, and less than the distance of medium and high");
        }
    }

    /** The level at {@code score} for a principal that was at {@code previous}. */
    public RiskLevel of(double score, RiskLevel previous) {
        if (score >= high || (previous == RiskLevel.HIGH && score >= high - hysteresis)) {
            return RiskLevel.HIGH;
        }
        boolean above = previous == RiskLevel.HIGH || previous == RiskLevel.MEDIUM;
        return score >= medium || (above && score >= medium - hysteresis) ? RiskLevel.MEDIUM : RiskLevel.LOW;
    }

    public List<Double> thresholds() {
        return List.of(medium, high);
    }
}
