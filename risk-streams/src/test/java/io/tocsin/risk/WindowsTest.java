// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence that takes several signals, in whatever order they are heard. */
class WindowsTest {
    private static Policy policy(String rules) {
        return Policy.read("windows.yaml", """
                name: windows
                levels: {medium: 20, high: 90, hysteresis: 5}
                contributions:
                %s
                responses:
                  - response: level
                    of: user
                    on: {level-change: true}
                    send: risk-level-change
                    reason-admin: {en: "{rules}"}
                """.formatted(rules.indent(2)).getBytes(UTF_8));
    }

    private static final Policy COUNT = policy("""
            - rule: spray
              of: user
              when: signal.type == "LOGIN_FAILED"
              window: {count: 3, within: 10m}
              weight: 30
              cap: 30
            """);
    private static final Policy DISTINCT = policy("""
            - rule: many-addresses
              of: user
              when: signal.type == "LOGIN_FAILED"
              window: {distinct: signal.context.ip, at-least: 3, within: 10m}
              weight: 30
              cap: 30
            """);
    private static final Policy RATE = policy("""
            - rule: fast
              of: user
              when: signal.type == "LOGIN_FAILED"
              window: {rate: 2, per: 1m, within: 2m}
              weight: 30
              cap: 30
            """);
    private static final Policy FIRST = policy("""
            - rule: new-address
              of: user
              when: signal.type == "LOGIN_SUCCEEDED"
              window: {first-seen: signal.context.ip, within: 30d, history: 1h}
              weight: 30
              cap: 60
            """);
    private static final Policy TRAVEL = policy("""
            - rule: travel
              of: user
              when: signal.type == "LOGIN_SUCCEEDED"
              window: {travel: 1000, within: 12h}
              weight: 30
              cap: 60
            """);

    private static Signal failed(String ip, double minute) {
        return Told.said(SignalType.LOGIN_FAILED, minute)
                .user(Told.ALICE)
                .ip(ip)
                .signal();
    }

    private static Signal login(String ip, double minute) {
        return Told.said(SignalType.LOGIN_SUCCEEDED, minute)
                .user(Told.ALICE)
                .ip(ip)
                .signal();
    }

    private static Signal login(double latitude, double longitude, double minute) {
        return Told.said(SignalType.LOGIN_SUCCEEDED, minute)
                .user(Told.ALICE)
                .at(latitude, longitude)
                .signal();
    }

    /** The last word on Alice's score. */
    private static double score(Policy policy, List<Signal> heard) {
        return scoring(policy, heard).score();
    }

    private static Scoring scoring(Policy policy, List<Signal> heard) {
        try (Bench bench = new Bench(policy).hear(heard)) {
            return bench.levels().stream()
                    .map(level -> level.value.scoring())
                    .reduce((a, b) -> b)
                    .orElse(Scoring.NONE);
        }
    }

    @Test
    void soManyWithinTheTimeCountAndFewerDoNot() {
        assertThat(score(COUNT, List.of(failed("a", 0), failed("a", 1)))).isZero();
        assertThat(score(COUNT, List.of(failed("a", 0), failed("a", 1), failed("a", 10))))
                .isEqualTo(30);
        assertThat(score(COUNT, List.of(failed("a", 0), failed("a", 1), failed("a", 10.1))))
                .isZero();
    }

    @Test
    void theDecisionHoldsWhatTheWindowHeld() {
        Signal first = failed("a", 0);
        Signal second = failed("a", 1);
        Signal third = failed("a", 2);
        Scoring scoring = scoring(COUNT, List.of(first, second, third));

        assertThat(scoring.windows()).singleElement().satisfies(window -> {
            assertThat(window.rule()).isEqualTo("spray");
            assertThat(window.kind()).isEqualTo(Scoring.WindowKind.COUNT);
            assertThat(window.observed()).isEqualTo(3);
            assertThat(window.required()).isEqualTo(3);
            assertThat(window.signals()).containsExactly(first.id(), second.id(), third.id());
        });
        assertThat(scoring.rules()).extracting(Scoring.CountedRule::rule).containsExactly("spray");
    }

    @Test
    void oneThatIsLateCompletesTheWindow() {
        assertThat(score(COUNT, List.of(failed("a", 0), failed("a", 9), failed("a", 4))))
                .isEqualTo(30);
    }

    @Test
    void oneHeardTwiceCountsOnce() {
        assertThat(score(COUNT, List.of(failed("a", 0), failed("a", 1), failed("a", 1), failed("a", 1))))
                .isZero();
    }

    @Test
    void differentValuesCountAndTheSameOnesDoNot() {
        assertThat(score(DISTINCT, List.of(failed("a", 0), failed("b", 1), failed("b", 2))))
                .isZero();
        assertThat(score(DISTINCT, List.of(failed("a", 0), failed("b", 1), failed("c", 2))))
                .isEqualTo(30);
    }

    @Test
    void aRateIsSoManyInTheMeanOverTheWindow() {
        assertThat(score(RATE, List.of(failed("a", 0), failed("a", 0.5), failed("a", 1))))
                .isZero();
        assertThat(score(RATE, List.of(failed("a", 0), failed("a", 0.5), failed("a", 1), failed("a", 1.5))))
                .isEqualTo(30);
    }

    @Test
    void aValueIsNewOnlyAgainstAHistory() {
        assertThat(score(FIRST, List.of(login("a", 0)))).isZero();
        assertThat(score(FIRST, List.of(login("a", 0), login("b", 30)))).isZero();
        assertThat(score(FIRST, List.of(login("a", 0), login("a", 90)))).isZero();
        assertThat(score(FIRST, List.of(login("a", 0), login("b", 90)))).isEqualTo(30);
    }

    @Test
    void oneThatIsLateShowsThatTheValueWasNotNew() {
        List<Signal> heard = List.of(login("a", 0), login("b", 90));
        try (Bench bench = new Bench(FIRST).hear(heard)) {
            assertThat(bench.levels())
                    .last()
                    .matches(level -> level.value.scoring().score() == 30);

            bench.hear(login("b", 20));

            assertThat(bench.levels())
                    .last()
                    .matches(level -> level.value.scoring().score() == 0);
        }
    }

    @Test
    void nobodyIsInLeedsAndInSydneyWithinAnHour() {
        Signal leeds = login(53.8, -1.55, 0);
        assertThat(score(TRAVEL, List.of(leeds, login(-33.9, 151.2, 60)))).isEqualTo(30);
        // London by train
        assertThat(score(TRAVEL, List.of(leeds, login(51.5, -0.13, 150)))).isZero();
        // a few kilometres at once: addresses are off by as much
        assertThat(score(TRAVEL, List.of(leeds, login(53.9, -1.6, 0.1)))).isZero();
    }

    @Test
    void oneThatIsLateMovesTheTravelToWhereItEnded() {
        try (Bench bench = new Bench(TRAVEL).hear(login(53.8, -1.55, 0), login(41.9, 12.5, 90))) {
            assertThat(since(bench)).containsExactly(Told.minute(90));

            // Rome five minutes earlier: that is where the travel went, and from there to Rome is none
            bench.hear(login(41.8, 12.4, 85));

            assertThat(since(bench)).containsExactly(Told.minute(85));
        }
    }

    private static List<Instant> since(Bench bench) {
        return bench.levels().stream().reduce((a, b) -> b).orElseThrow().value.scoring().contributions().stream()
                .map(Contribution::since)
                .toList();
    }

    /** What counts in the end depends on what happened, not on the order in which it was heard. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyOrderEndsInTheSameEvidence(long seed) {
        Random random = new Random(seed);
        List<Signal> inOrder = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            double minute = i * 3 + random.nextInt(3);
            inOrder.add(failed("ip-" + random.nextInt(6), minute));
            inOrder.add(login("ip-" + random.nextInt(6), minute + 60));
        }
        List<Signal> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, random);
        for (Policy policy : List.of(COUNT, DISTINCT, RATE, FIRST)) {
            assertThat(evidence(policy, shuffled)).isEqualTo(evidence(policy, inOrder));
        }
    }

    private static Set<String> evidence(Policy policy, List<Signal> heard) {
        return scoring(policy, heard).contributions().stream()
                .map(c -> c.rule() + " " + c.signalId())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
