// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;

/**
 * What a list of decisions shows.
 *
 * @param policy the policy's name
 * @param version its number
 * @param position where the record lies in {@code decisions}
 */
public record DecisionSummary(
        String id,
        CanonicalId principal,
        Instant at,
        Outcome outcome,
        Decision.Cause cause,
        Decision.Mode mode,
        String policy,
        int version,
        String response,
        RiskLevel previousLevel,
        RiskLevel level,
        double score,
        Position position) {
    private static final String BETWEEN = "\u001f";

    static DecisionSummary of(Decision decision, Position position) {
        return new DecisionSummary(
                decision.id(),
                decision.principal(),
                decision.at(),
                decision.outcome(),
                decision.verdict().cause(),
                decision.policy().mode(),
                decision.policy().version().name(),
                decision.policy().version().number(),
                decision.response(),
                decision.scoring().previousLevel(),
                decision.scoring().level(),
                decision.scoring().score(),
                position);
    }

    /** As the index keeps it. */
    String line() {
        return String.join(
                BETWEEN,
                id,
                principal.text(),
                at.toString(),
                outcome.name(),
                cause.name(),
                mode.name(),
                policy,
                Integer.toString(version),
                response,
                previousLevel.name(),
                level.name(),
                Double.toString(score),
                position.toString());
    }

    static DecisionSummary parse(String line) {
        String[] parts = line.split(BETWEEN, -1);
        return new DecisionSummary(
                parts[0],
                CanonicalId.parse(parts[1]),
                Instant.parse(parts[2]),
                Outcome.valueOf(parts[3]),
                Decision.Cause.valueOf(parts[4]),
                Decision.Mode.valueOf(parts[5]),
                parts[6],
                Integer.parseInt(parts[7]),
                parts[8],
                RiskLevel.valueOf(parts[9]),
                RiskLevel.valueOf(parts[10]),
                Double.parseDouble(parts[11]),
                Position.parse(parts[12]));
    }
}
