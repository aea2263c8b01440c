// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several policies over the same principals: what shadows say stays inside, and what is promoted goes on from there.
 */
class OpinionsTest {
    /** Revokes at {@code high} points, where a detection weighs {@code weight}. */
    private static String policy(String name, int weight, int high) {
        return """
                name: %s
                levels: {medium: 10, high: %d, hysteresis: 5}
                contributions:
                  - {rule: found, of: device, when: signal.type == "THREAT_DETECTED", weight: %d, cap: 100}
                propagation:
                  - {from: device, to: session, factor: 1}
                responses:
                  - response: level
                    of: device
                    on: {level-change: true}
                    send: risk-level-change
                    reason-admin: {en: "{rules}"}
                  - response: high
                    of: session
                    on: {level: high}
                    send: session-revoked
                    reason-admin: {en: "{rules}"}
                """.formatted(name, high, weight);
    }

    private static final String LENIENT = policy("lenient", 20, 90);
    private static final String STRICT = policy("strict", 50, 90);

    private static Policy read(String text) {
        return Policy.read("policy", text.getBytes(UTF_8));
    }

    private static PoliciesInForce both() {
        return new PoliciesInForce(read(LENIENT), List.of(read(STRICT)));
    }

    private static List<Decision> of(String policy, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.policy().version().name().equals(policy))
                .toList();
    }

    @Test
    void aShadowDecidesAndNothingOfItIsSent() {
        try (Bench bench = new Bench(both())) {
            bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 30), Told.threat(Severity.HIGH, "b", 31));

            assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();
            List<Decision> decisions = bench.decisions();
            assertThat(of("strict", decisions))
                    .allMatch(decision -> decision.outcome() == Outcome.SHADOW)
                    .anyMatch(decision -> decision.response().equals("high")
                            && decision.verdict().cause() == Decision.Cause.NONE);
            assertThat(of("lenient", decisions))
                    .noneMatch(decision -> decision.response().equals("high"));
        }
    }

    /** The property that lets anybody try a policy: with any shadows, what is sent is what is sent without. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsSentIsTheSameWithAnyShadows(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = LawsTest.signals(random, 150);
        Policy active = Policy.load(null);
        List<Policy> shadows = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            shadows.add(read(policy("shadow-" + i, 1 + random.nextInt(100), 16 + random.nextInt(84))));
        }
        try (Bench alone = new Bench(active);
                Bench watched = new Bench(new PoliciesInForce(active, shadows))) {
            List<SecurityEvent> expected = alone.hear(heard).events();
            List<Decision> decided = alone.decisions();

            assertThat(watched.hear(heard).settle().events()).isEqualTo(expected);
            List<Decision> all = watched.decisions();
            assertThat(of("default", all)).isEqualTo(decided);
            assertThat(all)
                    .filteredOn(d -> !d.policy().version().name().equals("default"))
                    .allMatch(d -> d.outcome() == Outcome.SHADOW && d.policy().mode() == Decision.Mode.SHADOW);
        }
    }

    @Test
    void aPolicyDecidesFromTheTimeItIsPutInForceOn() {
        try (Bench bench = new Bench(read(LENIENT))) {
            bench.hear(Told.morning())
                    .inForce(30, 7, STRICT)
                    .hear(Told.threat(Severity.HIGH, "a", 29), Told.threat(Severity.HIGH, "b", 31));

            assertThat(bench.decisions())
                    .extracting(
                            d -> d.policy().version().name() + "@" + d.policy().activation())
                    .contains("strict@7")
                    .allMatch(by -> by.equals("lenient@-1") || by.equals("strict@7"));
        }
    }

    @Test
    void whatIsReadAgainFromBeforeAChangeIsJudgedByWhatWasInForceThen() {
        List<Signal> story = new ArrayList<>(Told.morning());
        story.add(Told.threat(Severity.HIGH, "a", 20));
        Signal later = Told.threat(Severity.HIGH, "b", 31);
        try (Bench plain = new Bench(read(LENIENT))) {
            plain.hear(story).inForce(30, 7, STRICT).hear(later);
            List<Decision> expected = plain.decisions();
            try (Bench before = new Bench(read(LENIENT)).inForce(30, 7, STRICT);
                    Bench after = before.crash(read(LENIENT))) {
                assertThat(after.hear(story).hear(later).decisions()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aPolicyThatIsNewBeginsWithTheEvidenceOfTheOneBefore() {
        try (Bench bench = new Bench(read(LENIENT))) {
            bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 20)).inForce(30, 7, STRICT);
            bench.hear(Told.threat(Severity.HIGH, "b", 31));

            assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
        }
    }

    @Test
    void whatAShadowWouldHaveRevokedIsRevokedWithTheNextWordOfItOnceItIsPromoted() {
        try (Bench bench = new Bench(both())) {
            bench.hear(Told.morning()).hear(Told.threat(Severity.HIGH, "a", 20), Told.threat(Severity.HIGH, "b", 21));
            assertThat(bench.events(EventType.SESSION_REVOKED)).isEmpty();

            bench.inForce(30, 7, STRICT, LENIENT).hear(Told.threat(Severity.HIGH, "c", 31));

            assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
        }
    }

    @Test
    void aChangeThatCannotBeReadLeavesWhatIsInForce() {
        try (Bench bench = new Bench(read(LENIENT))) {
            bench.hear(Told.morning());
            bench.told(new RiskControl.PolicyChange(
                    7,
                    new RiskControl.Document(new PolicyVersion("broken", 1, "00"), "name: broken"),
                    List.of(),
                    Told.minute(10)));
            bench.hear(Told.threat(Severity.HIGH, "a", 20));

            assertThat(bench.decisions())
                    .isNotEmpty()
                    .allMatch(d -> d.policy().version().name().equals("lenient"));
        }
    }

    @Test
    void anOlderChangeThatComesLateIsDropped() {
        try (Bench bench = new Bench(read(LENIENT))) {
            bench.hear(Told.morning()).inForce(10, 7, STRICT).inForce(11, 6, LENIENT);
            bench.hear(Told.threat(Severity.HIGH, "a", 20));

            assertThat(bench.decisions()).isNotEmpty().allMatch(d -> d.policy().activation() == 7);
        }
    }
}
