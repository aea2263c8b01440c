// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.policy.Levels;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells how principals stand, from any instance. Any thread may ask, and waits. */
public final class RiskReports {
    private static final int RECENT = 20;

    private final Lookup lookup;
    private final InstantSource clock;
    private final Supplier<List<PolicyVersion>> shadows;

    /** @param shadows those in force */
    public RiskReports(Lookup lookup, InstantSource clock, Supplier<List<PolicyVersion>> shadows) {
        this.lookup = lookup;
        this.clock = clock;
        this.shadows = shadows;
    }

    /** Everybody who is called that, by a name or a canonical id. */
    public List<CanonicalId> called(String name) {
        lookup.refresh();
        return lookup.principals(name);
    }

    public RiskReport of(CanonicalId principal) {
        Instant now = clock.instant();
        List<RiskReport.Standing> standings = new ArrayList<>();
        lookup.level(principal).ifPresent(assessment -> standings.add(standing(assessment, now)));
        shadows.get().forEach(shadow -> underShadow(principal, shadow, now).ifPresent(standings::add));
        return new RiskReport(
                principal,
                lookup.names(principal),
                now,
                standings,
                lookup.newest(Optional.of(principal), any -> true, "", RECENT));
    }

    /** A shadow's levels are nobody's to know; how it sees the principal stands in what it decided last. */
    private Optional<RiskReport.Standing> underShadow(CanonicalId principal, PolicyVersion shadow, Instant now) {
        return lookup
                .newest(
                        Optional.of(principal),
                        decision -> decision.mode() == Decision.Mode.SHADOW
                                && decision.policy().equals(shadow.name())
                                && decision.version() == shadow.number(),
                        "",
                        1)
                .stream()
                .findFirst()
                .flatMap(lookup::read)
                .map(found -> found.value())
                .map(decision -> standing(principal, shadow, false, decision.scoring(), decision.at(), now));
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
