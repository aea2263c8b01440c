// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.explanation.Counterfactuals;
import io.tocsin.risk.explanation.SmallestChange;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A receiver acts on what we told it, its vendor tells us that it did, and there it has to end. */
class LoopGuardTest {
    private static final Policy POLICY = Policy.load(null);
    private static final String JTI = "a-jti-of-ours";

    /** The identity provider signs Alice out of everything. */
    private static Signal signedOut(double minute, Provenance from) {
        return Told.said(SignalType.SESSION_REVOKED, minute)
                .user(Told.ALICE)
                .with(new SignalPayload.SessionChange(true, null, null))
                .from(from)
                .signal();
    }

    private static Provenance transaction(String id, @Nullable String jti) {
        return new Provenance(id, null, jti, false);
    }

    private static Signal received(double minute, String transaction) {
        return Told.said(SignalType.OWN_SET_ECHO, minute)
                .from(transaction(transaction, JTI))
                .signal();
    }

    private static Bench morning() {
        Bench bench = new Bench(POLICY).hear(Told.morning());
        bench.events();
        bench.decisions();
        return bench;
    }

    @Test
    void anEchoIsAnsweredByNobodyAndItsRecordSaysWhy() {
        try (Bench bench = morning()) {
            bench.hear(signedOut(10, transaction("t", JTI)));

            assertThat(bench.events()).isEmpty();
            List<Decision> decisions = bench.decisions();
            assertThat(decisions).isNotEmpty().allSatisfy(decision -> {
                assertThat(decision.outcome()).isEqualTo(Outcome.SUPPRESSED);
                assertThat(decision.verdict().cause()).isEqualTo(Decision.Cause.LOOP);
                assertThat(decision.verdict().reason()).contains("a SET of this hub caused the signal");
                assertThat(decision.grounds().echo()).isEqualTo(JTI);
            });
            assertThat(decisions).extracting(Decision::response).containsExactly("revoked-elsewhere");
            assertThat(Counterfactuals.of(decisions.getFirst())).contains(new SmallestChange.WithoutEcho(JTI));
        }
    }

    @Test
    void heardAgainItIsTheSameRecord() {
        Signal echo = signedOut(10, transaction("t", JTI));
        try (Bench bench = morning()) {
            List<Decision> first = bench.hear(echo).decisions();
            var state = bench.state();

            assertThat(bench.hear(echo).decisions()).isEqualTo(first);
            assertThat(bench.events()).isEmpty();
            assertThat(bench.state()).isEqualTo(state);
        }
    }

    @Test
    void theSessionsThatAnEchoSpeaksOfAreNotOverByIt() {
        try (Bench bench = morning()) {
            bench.hear(signedOut(10, transaction("t", JTI)));
            bench.events();

            bench.hear(signedOut(11, transaction("another", null)));

            assertThat(bench.events(EventType.SESSION_REVOKED)).isNotEmpty();
        }
    }

    @Test
    void whatHappensInTheTransactionThatASetOfOursBeganIsThatSetsDoing() {
        try (Bench bench = morning()) {
            bench.hear(received(9, "t"), signedOut(10, transaction("t", null)));

            assertThat(bench.events()).isEmpty();
            assertThat(bench.decisions())
                    .extracting(decision -> decision.grounds().echo())
                    .containsOnly(JTI);
        }
    }

    @Test
    void anotherTransactionOrTheSameAfterLongIsSomebodyElsesDoing() {
        try (Bench bench = morning()) {
            bench.hear(received(9, "t"), received(40, "later"));

            bench.hear(signedOut(41, transaction("t", null)));

            assertThat(bench.events(EventType.SESSION_REVOKED)).isNotEmpty();
        }
    }

    @Test
    void aRestartBetweenTheTwoDoesNotBreakTheGuard() {
        try (Bench before = morning()) {
            before.hear(received(9, "t"));
            try (Bench after = before.crash(POLICY)) {
                after.settle();
                after.events();
                after.decisions();

                after.hear(signedOut(10, transaction("t", null)));

                assertThat(after.events()).isEmpty();
                assertThat(after.decisions())
                        .extracting(decision -> decision.verdict().cause())
                        .containsOnly(Decision.Cause.LOOP);
            }
        }
    }

    @Test
    void aShadowKeepsItsOwnRecordOfIt() {
        try (Bench bench = new Bench(POLICY).hear(Told.morning())) {
            bench.decisions();
            bench.inForce(5, 1, Policy.text(null), Policy.text(null).replace("name: default", "name: other"));
            bench.hear(signedOut(10, transaction("t", JTI)));

            assertThat(bench.decisions())
                    .extracting(
                            Decision::outcome, decision -> decision.verdict().cause())
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(Outcome.SUPPRESSED, Decision.Cause.LOOP),
                            org.assertj.core.groups.Tuple.tuple(Outcome.SHADOW, Decision.Cause.LOOP));
            assertThat(bench.events()).isEmpty();
        }
    }
}
