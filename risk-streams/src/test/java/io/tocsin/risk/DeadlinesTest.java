// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens because time passes. */
class DeadlinesTest {
    private static final double DAY = 24 * 60;

    private static final String POLICY = """
            name: fading
            levels: {medium: 25, high: 80, hysteresis: 5}
            contributions:
              - {rule: found, of: device, when: signal.type == "THREAT_DETECTED", weight: 40, half-life: 1d, cap: 100}
            staleness:
              - {source: jamf, of: device, ttl: 10d, heartbeat: 2h}
            responses:
              - response: level
                of: device
                on: {level-change: true}
                send: risk-level-change
                reason-admin: {en: "{rules}"}
              - response: silent
                of: device
                on: {staleness: jamf}
                send: risk-level-change
                with: {current-level: medium}
                reason-admin: {en: "nothing heard from Jamf"}
            """;

    private static Policy policy() {
        return Policy.read("fading.yaml", POLICY.getBytes(UTF_8));
    }

    private static List<Decision> levels(Bench bench) {
        return bench.decisions().stream()
                .filter(d -> d.response().equals("level"))
                .toList();
    }

    @Test
    void aLevelIsLeftAtTheMomentItsEvidenceHasFadedThoughNothingIsHeard() {
        try (Bench bench = new Bench(policy())) {
            bench.hear(Told.threat(Severity.HIGH, "a", 0));
            bench.decisions();
            bench.tick(0.9 * DAY);
            assertThat(bench.decisions()).isEmpty();

            bench.tick(3 * DAY);

            List<Decision> decisions = levels(bench);
            assertThat(decisions).hasSize(1);
            Decision left = decisions.getFirst();
            // 40 points fall below 25 - 5 after exactly one half-life
            Instant expected = Told.minute(0).plus(Duration.ofDays(1)).plusMillis(1);
            assertThat(left.at()).isEqualTo(expected);
            assertThat(left.trigger()).isInstanceOf(Trigger.Deadline.class);
            assertThat(left.scoring().score()).isLessThan(20).isGreaterThan(19.99);
            assertThat(left.event()).isInstanceOf(CaepEvent.RiskLevelChange.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void howOftenTimeIsToldCannotBeSeenInWhatIsDecided(long seed) {
        List<Signal> heard = LawsTest.signals(new Random(seed), 80);
        Policy policy = Policy.load(null);
        try (Bench seldom = new Bench(policy);
                Bench often = new Bench(policy)) {
            double minute = 0;
            for (Signal signal : heard) {
                often.tick(minute).hear(signal);
                minute = Duration.between(Told.T0, signal.times().ingested()).toMillis() / 60_000.0;
            }
            for (double later = minute; later < 20 * DAY; later += 0.25 * DAY) {
                often.tick(later);
            }
            seldom.hear(heard).tick(20 * DAY);
            often.tick(20 * DAY);

            assertThat(often.decisions()).isEqualTo(seldom.decisions());
        }
    }

    @Test
    void whatFellDueWhileNobodyWasThereHappensBeforeTheNextInput() {
        try (Bench before = new Bench(policy()).hear(Told.threat(Severity.HIGH, "a", 0));
                Bench after = before.crash(policy())) {
            after.hear(Told.threat(Severity.HIGH, "b", 5 * DAY));

            assertThat(levels(after))
                    .extracting(d -> d.scoring().level().name() + " by "
                            + (d.trigger() instanceof Trigger.Deadline ? "time" : "signal"))
                    .containsExactly("LOW by time", "MEDIUM by signal");
        }
    }

    @Test
    void aSessionEndsWhenItsSourceSaidItWouldAndIsForgottenLater() {
        try (Bench bench = new Bench(Policy.load(null))) {
            bench.hear(Told.said(SignalType.SESSION_CREATED, 1)
                    .in(Told.ON_MAC)
                    .user(Told.ALICE)
                    .on(Told.MAC_BY_OKTA)
                    .with(new SignalPayload.SessionChange(false, Told.minute(60), null))
                    .signal());
            bench.tick(61).events();
            bench.hear(Told.said(SignalType.TOKEN_REUSED, 62).in(Told.ON_MAC).signal());
            assertThat(bench.events()).isEmpty();
            assertThat(sessions(bench)).isEqualTo(1);

            bench.tick(9 * DAY);

            assertThat(sessions(bench)).isZero();
        }
    }

    private static long sessions(Bench bench) {
        return bench.state().keySet().stream()
                .filter(key -> key.startsWith(RiskTopology.RECORDS) && key.contains("|SESSION|"))
                .count();
    }

    @Test
    void aPrincipalWhoseSourceIsSilentIsUnknownAndKnownAgainWhenItSpeaks() {
        try (Bench bench = new Bench(policy())) {
            bench.hear(Told.jamf(true, 0))
                    .hear(Told.said(SignalType.LOGIN_SUCCEEDED, 1)
                            .user(Told.BOB)
                            .signal());
            bench.levels();
            bench.tick(3 * 60);

            assertThat(bench.levels())
                    .anyMatch(level -> level.value.scoring().level().name().equals("UNKNOWN")
                            && level.value.scoring().staleSources().equals(List.of("jamf")));
            assertThat(bench.decisions()).extracting(Decision::response).contains("silent");

            bench.hear(Told.jamf(false, 4 * 60));

            assertThat(bench.levels())
                    .last()
                    .matches(level -> level.value.scoring().level().name().equals("LOW")
                            && level.value.scoring().staleSources().isEmpty());
        }
    }

    @Test
    void aHeartbeatKeepsASourceHeardThoughItHasNothingToSay() {
        try (Bench bench = new Bench(policy())) {
            bench.hear(Told.jamf(true, 0));
            for (int minute = 60; minute < 600; minute += 60) {
                bench.hear(Told.said(SignalType.HEARTBEAT, minute).by("jamf").signal());
            }
            bench.levels();
            bench.decisions();
            bench.tick(601);

            assertThat(bench.decisions()).isEmpty();
            assertThat(bench.levels()).isEmpty();
        }
    }
}
