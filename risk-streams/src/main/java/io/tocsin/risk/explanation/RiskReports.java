// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.policy.Levels;
import io.tocsin.schemas.risk.PolicyVersion;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how principals stand, from any instance. Any thread may ask, and waits. */
public final class RiskReports {
    private static final int RECENT = 20;

    private final Lookup lookup;
    private final InstantSource clock;

    public RiskReports(Lookup lookup, InstantSource clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Everybody who is called that, by a name or a canonical id. */
    public List<CanonicalId> called(String name) {
        lookup.refresh();
        return lookup.principals(name);
    }

    public RiskReport of(CanonicalId principal) {
        Instant now = clock.instant();
        return new RiskReport(
                principal,
                lookup.names(principal),
                now,
                lookup.level(principal).stream()
                        .map(assessment -> standing(assessment, now))
                        .toList(),
                lookup.newest(Optional.of(principal), any -> true, "", RECENT));
    }

    private static RiskReport.Standing standing(RiskAssessment assessment, Instant now) {
        return standing(assessment.principal(), assessment.policy(), true, assessment.scoring(), assessment.at(), now);
    }

    private static RiskReport.Standing standing(
            CanonicalId principal, PolicyVersion policy, boolean active, Scoring then, Instant at, Instant now) {
        Arithmetic arithmetic = Arithmetic.of(then, now);
        Map<CanonicalId, Double> passedOn = new HashMap<>();
        then.contributions().stream()
                .filter(c -> !c.origin().equals(principal))
                .forEach(c -> passedOn.merge(c.origin(), c.valueAt(now), Double::sum));
        return new RiskReport.Standing(
                policy,
                active,
                at,
                then,
                arithmetic,
                level(then, arithmetic.score()),
                then.contributions().stream()
                        .map(c -> new RiskReport.Held(c, c.valueAt(now)))
                        .sorted(Comparator.comparingDouble((RiskReport.Held held) -> -held.points()))
                        .toList(),
                passedOn);
    }

    private static RiskLevel level(Scoring then, double score) {
        if (then.thresholds().size() != 2 || then.level() == RiskLevel.UNKNOWN) {
            return then.level();
        }
        return new Levels(then.thresholds().getFirst(), then.thresholds().getLast(), then.hysteresis())
                .of(score, then.level());
    }
}
