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
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecomputationTest {
    private static final Decision SOUND = Decided.revocation(
            List.of(
                    new CountedRule("malware", 50, 60, Duration.ofDays(3), 0),
                    new CountedRule("not-compliant", 40, 40, null, 0)),
            List.of(
                    new Contribution(
                            "malware",
                            "s-1",
                            Decided.SESSION,
                            50,
                            Duration.ofDays(3),
                            Decided.AT.minus(Duration.ofHours(1))),
                    new Contribution("not-compliant", "s-2", Decided.SESSION, 40, null, Decided.AT)));

    @Test
    void aSoundDecisionIsComputedAgainAsItIs() {
        Recomputation again = Recomputation.of(SOUND);

        assertThat(again.differences()).isEmpty();
        assertThat(again.outcome()).isEqualTo(Outcome.EMITTED);
        assertThat(again.level()).isEqualTo(RiskLevel.HIGH);
        assertThat(again.score()).isEqualTo(SOUND.scoring().score());
    }

    @Test
    void anyNumberThatWasTamperedWithIsReported() {
        Scoring s = SOUND.scoring();
        List<Contribution> lighter = new ArrayList<>(s.contributions());
        Contribution first = lighter.getFirst();
        lighter.set(
                0,
                new Contribution(first.rule(), first.signalId(), first.origin(), 49, first.halfLife(), first.since()));

        assertThat(differing(scoring(s.score() - 1, s.level(), s.thresholds(), s.contributions(), s.rules())))
                .contains("score");
        assertThat(differing(scoring(s.score(), RiskLevel.MEDIUM, s.thresholds(), s.contributions(), s.rules())))
                .contains("level");
        assertThat(differing(scoring(s.score(), s.level(), List.of(40.0, 95.0), s.contributions(), s.rules())))
                .contains("level", "outcome");
        assertThat(differing(scoring(s.score(), s.level(), s.thresholds(), lighter, s.rules())))
                .contains("score", "points of rule malware");
        assertThat(differing(scoring(s.score(), s.level(), s.thresholds(), lighter.subList(1, 2), s.rules())))
                .contains("score", "outcome");
        assertThat(differing(scoring(
                        s.score(),
                        s.level(),
                        s.thresholds(),
                        s.contributions(),
                        s.rules().subList(0, 1))))
                .contains("rule not-compliant");
    }

    @Test
    void anOutcomeThatDoesNotFollowIsReported() {
        Decision held = Decided.decision(
                new Decision.Verdict(Outcome.HELD, Cause.BREAKER, null, null), SOUND.scoring(), SOUND.grounds());

        assertThat(Recomputation.of(held).differences())
                .extracting(Recomputation.Difference::what)
                .containsExactly("outcome", "cause");
    }

    static Stream<Decision> obstacles() {
        Scoring scoring = SOUND.scoring();
        Grounds.On on = SOUND.grounds().on();
        Grounds.Counted tripped = new Grounds.Counted("tenant", 11, 10, 100, Duration.ofMinutes(10));
        Grounds.Counted within = new Grounds.Counted("tenant", 10, 10, 100, Duration.ofMinutes(10));
        return Stream.of(
                Decided.decision(
                        new Decision.Verdict(Outcome.HELD, Cause.BREAKER, null, null),
                        scoring,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, null, null, tripped)),
                Decided.decision(
                        Decision.Verdict.EMITTED,
                        scoring,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, null, null, within)),
                Decided.decision(
                        new Decision.Verdict(Outcome.SUPPRESSED, Cause.EXEMPTION, null, null),
                        scoring,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, null, "break-glass", within)),
                Decided.decision(
                        new Decision.Verdict(Outcome.SUPPRESSED, Cause.LOOP, null, null),
                        scoring,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, "jti-1", null, null)),
                Decided.decision(
                        new Decision.Verdict(Outcome.SUPPRESSED, Cause.NO_SUBJECT, null, null),
                        Decision.Mode.ENFORCE,
                        scoring,
                        SOUND.grounds(),
                        null,
                        SOUND.event()),
                Decided.decision(
                        new Decision.Verdict(Outcome.SUPPRESSED, Cause.INCOMPLETE, null, null),
                        Decision.Mode.ENFORCE,
                        scoring,
                        SOUND.grounds(),
                        SOUND.subject(),
                        null),
                Decided.decision(
                        new Decision.Verdict(Outcome.SHADOW, Cause.NONE, null, null),
                        Decision.Mode.SHADOW,
                        scoring,
                        SOUND.grounds(),
                        SOUND.subject(),
                        SOUND.event()),
                Decided.decision(
                        new Decision.Verdict(Outcome.SHADOW, Cause.BREAKER, null, null),
                        Decision.Mode.SHADOW,
                        scoring,
                        new Grounds(on, RiskLevel.LOW, Decided.AT, null, null, tripped),
                        SOUND.subject(),
                        SOUND.event()));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void everyObstacleLeadsToItsOutcome(Decision decision) {
        assertThat(Recomputation.of(decision).differences()).isEmpty();
    }

    @Test
    void randomDecisionsAreComputedAgainToTheLastDigit() {
        assertThat(IntStream.range(0, 500).mapToObj(seed -> Decided.random(new Random(seed))))
                .allSatisfy(decision -> {
                    Recomputation again = Recomputation.of(decision);
                    assertThat(again.score()).isEqualTo(decision.scoring().score());
                    assertThat(again.level()).isEqualTo(decision.scoring().level());
                    assertThat(again.outcome() == Outcome.EMITTED).isEqualTo(again.level() == RiskLevel.HIGH);
                });
    }

    private static Scoring scoring(
            double score,
            RiskLevel level,
            List<Double> thresholds,
            List<Contribution> contributions,
            List<CountedRule> rules) {
        return new Scoring(0, score, RiskLevel.LOW, level, thresholds, 5, contributions, rules, List.of(), List.of());
    }

    private static List<String> differing(Scoring scoring) {
        return Recomputation.of(Decided.with(SOUND, scoring)).differences().stream()
                .map(Recomputation.Difference::what)
                .toList();
    }
}
