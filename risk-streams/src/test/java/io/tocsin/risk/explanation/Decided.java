// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.policy.Levels;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sound decisions, and whatever a test makes of them. */
final class Decided {
    static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    static final CanonicalId SESSION = new CanonicalId("acme", PrincipalKind.SESSION, "s1");
    static final Levels LEVELS = new Levels(40, 75, 5);

    private Decided() {}

    /** Revokes a session because its level reached HIGH. */
    static Decision revocation(List<CountedRule> rules, List<Contribution> contributions) {
        List<Contribution> counted = new ArrayList<>(contributions);
        counted.sort(Comparator.comparingDouble((Contribution c) -> -c.valueAt(AT))
                .thenComparing(Contribution::rule)
                .thenComparing(Contribution::signalId));
        Map<String, Double> sums = new TreeMap<>();
        counted.stream()
                .sorted(Comparator.comparing(Contribution::signalId))
                .forEach(c -> sums.merge(c.rule(), c.valueAt(AT), Double::sum));
        List<CountedRule> counting = rules.stream()
                .filter(rule -> sums.containsKey(rule.rule()))
                .sorted(Comparator.comparing(CountedRule::rule))
                .map(rule -> new CountedRule(
                        rule.rule(),
                        rule.weight(),
                        rule.cap(),
                        rule.halfLife(),
                        Math.min(sums.getOrDefault(rule.rule(), 0.0), rule.cap())))
                .toList();
        double sum = 0;
        for (CountedRule rule : counting) {
            sum += rule.points();
        }
        double score = Math.min(100, sum);
        return decision(
                Decision.Verdict.EMITTED,
                new Scoring(
                        0,
                        score,
                        RiskLevel.LOW,
                        LEVELS.of(score, RiskLevel.LOW),
                        LEVELS.thresholds(),
                        LEVELS.hysteresis(),
                        counted,
                        counting,
                        List.of(),
                        List.of()),
                Grounds.of(new Grounds.On.LevelReached(RiskLevel.HIGH), RiskLevel.LOW, AT));
    }

    static Decision decision(Decision.Verdict verdict, Scoring scoring, Grounds grounds) {
        return decision(
                verdict,
                Decision.Mode.ENFORCE,
                scoring,
                grounds,
                new SimpleSubject.Opaque("idx1"),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE));
    }

    static Decision decision(
            Decision.Verdict verdict,
            Decision.Mode mode,
            Scoring scoring,
            Grounds grounds,
            @Nullable Subject subject,
            @Nullable Event event) {
        return new Decision(
                "d1",
                "d1",
                SESSION,
                new Decision.InForce(PolicyVersion.unpublished("default", "00"), mode, Decision.InForce.CONFIGURED),
                "revoke-risky-session",
                new Decision.Trigger.Told("s-1"),
                verdict,
                scoring,
                grounds,
                AT,
                subject,
                event);
    }

    /** Some rules with some evidence each; not every such makes HIGH. */
    static Decision random(Random random) {
        List<CountedRule> rules = new ArrayList<>();
        List<Contribution> contributions = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int r = 0; r < count; r++) {
            double weight = 5 + random.nextInt(60);
            double cap = Math.min(100, weight * (1 + random.nextInt(3)));
            Duration halfLife = random.nextBoolean() ? Duration.ofHours(1 + random.nextInt(72)) : null;
            rules.add(new CountedRule("rule-" + r, weight, cap, halfLife, 0));
            for (int c = random.nextInt(4); c >= 0; c--) {
                contributions.add(new Contribution(
                        "rule-" + r,
                        "s-" + r + c,
                        SESSION,
                        weight,
                        halfLife,
                        AT.minusSeconds(random.nextInt(200_000))));
            }
        }
        return revocation(rules, contributions);
    }

    static Decision with(Decision decision, Scoring scoring) {
        return decision(
                decision.verdict(),
                decision.policy().mode(),
                scoring,
                decision.grounds(),
                decision.subject(),
                decision.event());
    }

    static Outcome outcome(Decision decision) {
        return Recomputation.of(decision).outcome();
    }
}
