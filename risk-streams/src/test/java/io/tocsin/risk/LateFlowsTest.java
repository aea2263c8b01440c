// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partitions do not wait for each other; what one tells another too early or too late comes to the same. */
class LateFlowsTest {
    private static final Policy POLICY = Policy.read("late.yaml", """
            name: late
            levels: {medium: 30, high: 60, hysteresis: 5}
            contributions:
              - {rule: found, of: device, when: signal.type == "THREAT_DETECTED", weight: 50, half-life: 1h, cap: 100}
              - {rule: moved, of: session, when: signal.type == "SESSION_CONTEXT_CHANGED", weight: 20, half-life: 1h}
            propagation: [{from: device, to: session}]
            responses:
              - {response: revoke, of: session, on: {level: high}, send: session-revoked, reason-admin: {en: "{rules}"}}
            """.getBytes(UTF_8));

    private static final Signal OPENED = Told.opened(Told.ON_MAC, Told.ALICE, Told.MAC_BY_OKTA, 1);
    private static final CanonicalId MAC = id(PrincipalKind.DEVICE);
    private static final CanonicalId SESSION = id(PrincipalKind.SESSION);

    private static CanonicalId id(PrincipalKind kind) {
        try (Bench bench = new Bench(POLICY).hear(OPENED)) {
            return bench.resolved().stream()
                    .map(told -> told.key)
                    .filter(principal -> principal.kind() == kind)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** From the Mac, since then, so heavy; nothing any more if it weighs nothing. */
    private static RiskFlow flow(double minute, double weight) {
        String signal = "finding-at-" + minute;
        List<Contribution> contributions = weight == 0
                ? List.of()
                : List.of(new Contribution("found", signal, MAC, weight, Duration.ofHours(1), Told.minute(minute)));
        return new RiskFlow(
                MAC,
                SESSION,
                signal,
                Told.minute(minute),
                List.of(new RiskFlow.Share(POLICY.version(), contributions)),
                LatencyStamps.NONE);
    }

    private static Signal moved(double minute) {
        return Told.said(SignalType.SESSION_CONTEXT_CHANGED, minute)
                .in(Told.ON_MAC)
                .user(Told.ALICE)
                .signal();
    }

    private static List<String> revoked(Bench bench) {
        return bench.decisions().stream()
                .map(decision -> decision.response() + " as of " + decision.at() + " by "
                        + decision.trigger().id())
                .toList();
    }

    private static String asOf(double minute, double began) {
        return "revoke as of " + Told.minute(minute) + " by finding-at-" + began;
    }

    @Test
    void aSessionWhoseTimeHasGoneOnIsJudgedAsOfWhenItBegan() {
        try (Bench bench = new Bench(POLICY).hear(OPENED, moved(600))) {
            bench.flows(flow(60, 70));

            assertThat(revoked(bench)).containsExactly(asOf(60, 60.0));
            assertThat(bench.events()).hasSize(1);
        }
    }

    @Test
    void whatTheSessionDidMeanwhileCountsFromThenOn() {
        try (Bench bench = new Bench(POLICY).hear(OPENED, moved(61), moved(600))) {
            bench.flows(flow(60, 50));

            assertThat(revoked(bench)).containsExactly(asOf(61, 60.0));
        }
    }

    @Test
    void aSessionThatIsOverByItselfWouldHaveBeenRevoked() {
        try (Bench bench = new Bench(POLICY).hear(OPENED, Told.ended(Told.ON_MAC, 300))) {
            bench.flows(flow(60, 70));

            assertThat(revoked(bench)).containsExactly(asOf(60, 60.0));
            // and once: neither the same again nor more of it says anything
            bench.events();
            bench.flows(flow(70, 90));
            assertThat(bench.events()).isEmpty();
            String first = id(bench.flows(flow(60, 70)).decisions());
            assertThat(bench.flows(flow(60, 70)).decisions())
                    .extracting(Decision::id)
                    .containsOnly(first);
        }
    }

    private static String id(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.getFirst().id();
    }

    @Test
    void whatBeganAfterItsEndIsNothingToIt() {
        try (Bench bench = new Bench(POLICY).hear(OPENED, Told.ended(Told.ON_MAC, 300))) {
            bench.flows(flow(301, 90));

            assertThat(bench.events()).isEmpty();
        }
    }

    @Test
    void whatCameAndWentBeforeTheSessionWasHeardOfIsNotForgotten() {
        try (Bench bench = new Bench(POLICY)) {
            bench.flows(flow(10, 70), flow(20, 0)).hear(OPENED);

            assertThat(revoked(bench)).containsExactly(asOf(10, 10.0));
        }
    }

    @Test
    void whatIsHighOnlyTogetherWithWhatWasTakenBackBeforeIsNot() {
        try (Bench bench = new Bench(POLICY)) {
            bench.flows(flow(10, 50), flow(20, 0)).hear(OPENED, moved(30));

            assertThat(bench.events()).isEmpty();
        }
    }
}
