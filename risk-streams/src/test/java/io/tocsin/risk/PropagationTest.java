// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's risk reaches the sessions elsewhere of those who were seen on it lately enough, and nobody else's. */
class PropagationTest {
    private static final String PHONE_REVOKED =
            "session-revoked device=DNPFAKE0PH session=idxFAKEsessALICE02 user=alice.ng@acme.example";

    private static String policy(String name, String within) {
        return """
                name: %s
                levels: {medium: 20, high: 40, hysteresis: 5}
                contributions:
                  - rule: found
                    of: device
                    when: signal.type == "THREAT_DETECTED"
                    weight: 100
                    cap: 100
                    clears: signal.type == "THREAT_RESOLVED"
                propagation:
                  - {from: device, to: session}
                  - {from: device, to: sessions-of-users, observed-within: %s, factor: 0.5}
                responses:
                  - {response: revoke, of: session, on: {level: high}, send: session-revoked, reason-admin: {en: "{rules}"}}
                  - {response: raised, of: session, on: {level: medium}, send: risk-level-change, reason-admin: {en: "{rules}"}}
                """.formatted(name, within);
    }

    private static Policy read(String name, String within) {
        return Policy.read(name, policy(name, within).getBytes(UTF_8));
    }

    private static Bench morning(String within) {
        Bench bench = new Bench(read("seen", within)).hear(Told.morning());
        bench.events();
        return bench;
    }

    private static Signal threat(double minute) {
        return Told.threat(Severity.HIGH, "det-1", minute);
    }

    private static Signal resolved(double minute) {
        return Told.threat(SignalType.THREAT_RESOLVED, FindingState.RESOLVED, Severity.HIGH, "det-1", minute);
    }

    /** Somebody else, who never was on the Mac before. */
    private static Signal bobOnTheMac(double minute) {
        return Told.opened(Told.session("idxFAKEsessBOB02"), Told.BOB, Told.MAC_BY_OKTA, minute);
    }

    @Test
    void theSessionsElsewhereOfWhoeverWasSeenOnTheDeviceAreReachedWithThePartThatThePolicySays() {
        try (Bench bench = morning("12h")) {
            assertThat(bench.hear(threat(30)).told())
                    .contains(PHONE_REVOKED)
                    .anyMatch(line -> line.contains("idxFAKEsessALICE01"))
                    .noneMatch(line -> line.contains("BOB"));
            assertThat(bench.decisions())
                    .filteredOn(decision -> decision.response().equals("revoke"))
                    .extracting(decision -> decision.scoring().score())
                    .containsExactlyInAnyOrder(100.0, 50.0);
        }
    }

    @Test
    void whoWasOnItLongerAgoThanThePolicyLooksBackIsNotReached() {
        try (Bench bench = morning("2h")) {
            bench.hear(threat(200));

            assertThat(bench.told())
                    .anyMatch(line -> line.contains("idxFAKEsessALICE01"))
                    .doesNotContain(PHONE_REVOKED);
        }
    }

    @Test
    void whoIsSeenOnItAfterwardsIsReachedElsewhereToo() {
        try (Bench bench = morning("12h")) {
            bench.hear(threat(30));
            bench.events();

            assertThat(bench.hear(bobOnTheMac(40)).told())
                    .anyMatch(line -> line.contains("session=idxFAKEsessBOB02"))
                    .anyMatch(line -> line.contains("session=idxFAKEsessBOB01"));
        }
    }

    @Test
    void aSessionThatTheyOpenElsewhereLaterIsReachedAsItOpens() {
        try (Bench bench = morning("12h")) {
            bench.hear(threat(30));
            bench.events();

            assertThat(bench.hear(Told.opened(Told.session("later"), Told.ALICE, Told.LAPTOP, 50))
                            .told())
                    .singleElement()
                    .asString()
                    .contains("session=later");
        }
    }

    @Test
    void whatIsTakenBackIsTakenBackFromThoseWhoWereOnItLongAgoToo() {
        try (Bench bench = morning("2h")) {
            bench.hear(threat(30)).hear(resolved(500));
            bench.events();

            bench.hear(Told.opened(Told.session("later"), Told.ALICE, Told.LAPTOP, 510));

            assertThat(bench.events()).isEmpty();
        }
    }

    @Test
    void aShadowThatLooksBackFartherReachesNobodyForTheOneThatDecides() {
        PoliciesInForce both = new PoliciesInForce(read("short", "1h"), List.of(read("long", "30d")));
        try (Bench bench = new Bench(both).hear(Told.morning())) {
            bench.hear(threat(300));

            assertThat(bench.told()).doesNotContain(PHONE_REVOKED);
            assertThat(bench.decisions())
                    .filteredOn(decision -> decision.outcome() == Outcome.SHADOW
                            && decision.response().equals("revoke"))
                    .extracting(Decision::principal)
                    .hasSize(2);
        }
    }

    /** Heard again in full, nothing changes, and after a crash the same is told. */
    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73})
    void allOfItAgainChangesNothing(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = new ArrayList<>(Told.morning());
        List<Entity> users = List.of(Told.ALICE, Told.BOB);
        List<Entity> devices = List.of(Told.MAC_BY_OKTA, Told.PHONE, Told.LAPTOP);
        for (int i = 0; i < 60; i++) {
            double minute = 10 + i * 20;
            heard.add(
                    switch (random.nextInt(3)) {
                        case 0 -> threat(minute);
                        case 1 -> resolved(minute);
                        default ->
                            Told.opened(
                                    Told.session("s" + i),
                                    users.get(random.nextInt(2)),
                                    devices.get(random.nextInt(3)),
                                    minute);
                    });
        }
        Policy policy = read("seen", "3h");
        try (Bench bench = new Bench(policy)) {
            List<String> first =
                    bench.hear(heard).events().stream().map(event -> event.id()).toList();
            var state = bench.state();

            assertThat(bench.hear(heard).events())
                    .extracting(event -> event.id())
                    .isSubsetOf(first);
            assertThat(bench.state()).isEqualTo(state);
            try (Bench after = bench.crash(policy).hear(heard)) {
                assertThat(after.events()).extracting(event -> event.id()).isSubsetOf(first);
                assertThat(after.state()).isEqualTo(state);
            }
        }
    }
}
