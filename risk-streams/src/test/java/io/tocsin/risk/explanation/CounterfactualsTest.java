// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Cause;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.risk.Scoring.CountedRule;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterfactualsTest {
    private static final List<Decision> FIRED = IntStream.range(0, 400)
            .mapToObj(seed -> Decided.random(new Random(seed)))
            .filter(decision -> Decided.outcome(decision) == Outcome.EMITTED)
            .filter(decision -> decision.scoring().contributions().size() <= 10)
            .toList();

    @Test
    void noFewerContributionsWouldDo() {
        assertThat(FIRED).hasSizeGreaterThan(50).allSatisfy(decision -> {
            SmallestChange.WithoutEvidence named =
                    find(decision, SmallestChange.WithoutEvidence.class).orElseThrow();
            List<Contribution> left = new ArrayList<>(decision.scoring().contributions());
            left.removeAll(named.contributions());
            assertThat(Decided.outcome(with(decision, left))).isNotEqualTo(Outcome.EMITTED);
            assertThat(named.contributions()).hasSize(fewest(decision));
        });
    }

    /** By trying every subset. */
    private static int fewest(Decision decision) {
        List<Contribution> all = decision.scoring().contributions();
        int fewest = Integer.MAX_VALUE;
        for (int kept = 0; kept < 1 << all.size(); kept++) {
            List<Contribution> left = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if ((kept >> i & 1) == 1) {
                    left.add(all.get(i));
                }
            }
            if (Decided.outcome(with(decision, left)) != Outcome.EMITTED) {
                fewest = Math.min(fewest, all.size() - left.size());
            }
        }
        return fewest;
    }

    @Test
    void theOtherThresholdTurnsItAndAHundredthLessDoesNot() {
        assertThat(FIRED).allSatisfy(decision -> {
            Optional<SmallestChange.OtherThreshold> named = find(decision, SmallestChange.OtherThreshold.class);
            if (decision.scoring().score() >= 100) {
                assertThat(named).isEmpty();
                return;
            }
            assertThat(named.orElseThrow().level()).isEqualTo(RiskLevel.HIGH);
            double instead = named.orElseThrow().instead();
            assertThat(Decided.outcome(withHigh(decision, instead))).isNotEqualTo(Outcome.EMITTED);
            assertThat(Decided.outcome(withHigh(decision, instead - 0.011))).isEqualTo(Outcome.EMITTED);
        });
    }

    @Test
    void theOtherWeightTurnsItAndTwoHundredthsLessDoNot() {
        assertThat(FIRED)
                .allSatisfy(decision -> find(decision, SmallestChange.OtherWeight.class)
                        .ifPresent(named -> {
                            assertThat(named.instead()).isLessThan(named.weight());
                            assertThat(Decided.outcome(
                                            withWeight(decision, named.rule(), named.weight(), named.instead())))
                                    .isNotEqualTo(Outcome.EMITTED);
                            assertThat(Decided.outcome(
                                            withWeight(decision, named.rule(), named.weight(), named.instead() + 0.02)))
                                    .isEqualTo(Outcome.EMITTED);
                        }));
        assertThat(FIRED.stream()
                        .filter(decision ->
                                find(decision, SmallestChange.OtherWeight.class).isPresent()))
                .hasSizeGreaterThan(30);
    }

    @Test
    void ofCappedEvidenceMoreThanOneMustGo() {
        CountedRule noisy = new CountedRule("noisy", 40, 80, null, 0);
        Decision decision = Decided.revocation(
                List.of(noisy),
                IntStream.range(0, 4)
                        .mapToObj(i -> new Contribution("noisy", "s-" + i, Decided.SESSION, 40, null, Decided.AT))
                        .toList());

        assertThat(find(decision, SmallestChange.WithoutEvidence.class)
                        .orElseThrow()
                        .contributions())
                .hasSize(3);
    }

    @Test
    void whatStoodInTheWayIsNamedFirst() {
        Decision sound = FIRED.getFirst();
        Grounds.On on = sound.grounds().on();

        assertThat(first(
                        Outcome.HELD,
                        Cause.BREAKER,
                        new Grounds(
                                on,
                                RiskLevel.LOW,
                                Decided.AT,
                                null,
                                null,
                                new Grounds.Counted("tenant", 12, 10, 100, Duration.ofMinutes(10)))))
                .isEqualTo(new SmallestChange.OtherLimit(10, 12));
        assertThat(first(
                        Outcome.SUPPRESSED,
                        Cause.EXEMPTION,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, null, "break-glass", null)))
                .isEqualTo(new SmallestChange.WithoutExemption("break-glass"));
        assertThat(first(
                        Outcome.SUPPRESSED,
                        Cause.LOOP,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, "jti-1", null, null)))
                .isEqualTo(new SmallestChange.WithoutEcho("jti-1"));
        assertThat(first(Outcome.EMITTED, Cause.NONE, Grounds.of(new Grounds.On.Told(), RiskLevel.LOW, Decided.AT)))
                .isEqualTo(new SmallestChange.WithoutSignal("s-1"));
    }

    private static SmallestChange first(Outcome outcome, Cause cause, Grounds grounds) {
        return Counterfactuals.of(Decided.decision(
                        new Decision.Verdict(outcome, cause, null, null),
                        FIRED.getFirst().scoring(),
                        grounds))
                .getFirst();
    }

    private static <T extends SmallestChange> Optional<T> find(Decision decision, Class<T> type) {
        return Counterfactuals.of(decision).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static Decision with(Decision decision, List<Contribution> contributions) {
        Scoring s = decision.scoring();
        return Decided.with(decision, scoring(s, s.thresholds(), contributions));
    }

    private static Decision withHigh(Decision decision, double high) {
        Scoring s = decision.scoring();
        return Decided.with(decision, scoring(s, List.of(s.thresholds().getFirst(), high), s.contributions()));
    }

    private static Decision withWeight(Decision decision, String rule, double weight, double instead) {
        Scoring s = decision.scoring();
        return Decided.with(
                decision,
                scoring(
                        s,
                        s.thresholds(),
                        s.contributions().stream()
                                .map(c -> c.rule().equals(rule)
                                        ? new Contribution(
                                                c.rule(),
                                                c.signalId(),
                                                c.origin(),
                                                c.weight() * instead / weight,
                                                c.halfLife(),
                                                c.since())
                                        : c)
                                .toList()));
    }

    private static Scoring scoring(Scoring s, List<Double> thresholds, List<Contribution> contributions) {
        return new Scoring(
                s.previousScore(),
                s.score(),
                s.previousLevel(),
                s.level(),
                thresholds,
                s.hysteresis(),
                contributions,
                s.rules(),
                s.windows(),
                s.staleSources());
    }
}
