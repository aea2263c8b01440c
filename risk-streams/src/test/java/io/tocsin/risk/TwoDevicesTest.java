// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole story of two devices: what has to be told of it, and what must not. */
class TwoDevicesTest {
    private static final String D1 = "device=FVFXFAKE01Q6";
    private static final String D2 = "device=5CG0FAKE22";

    private static Policy policy() {
        try (InputStream in = TwoDevicesTest.class.getResourceAsStream("story-policy.yaml")) {
            return Policy.read("story-policy.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each event once, under its id. */
    private static Collection<SecurityEvent> told(Bench... benches) {
        Map<String, SecurityEvent> told = new LinkedHashMap<>();
        for (Bench bench : benches) {
            bench.events().forEach(event -> told.putIfAbsent(event.id(), event));
        }
        return told.values();
    }

    private static void isTheWholeStory(Collection<SecurityEvent> told) {
        assertThat(told)
                .extracting(TwoDevicesTest::line)
                .containsExactlyInAnyOrder(
                        "device-compliance-change " + D1 + " COMPLIANT>NOT_COMPLIANT",
                        "device-compliance-change " + D1 + " NOT_COMPLIANT>COMPLIANT",
                        "device-compliance-change " + D2 + " COMPLIANT>NOT_COMPLIANT",
                        "session-revoked " + D1,
                        "session-revoked " + D1 + " session=idxFAKEsessALICE01abcd",
                        "session-revoked " + D2,
                        "credential-change DELETE fido2-roaming",
                        "credential-change CREATE fido2-roaming");
    }

    private static String line(SecurityEvent event) {
        String line = Bench.line(event).replaceAll(" user=\\S*", "");
        return switch (event.event()) {
            case CaepEvent.DeviceComplianceChange change ->
                line + " " + change.previousStatus() + ">" + change.currentStatus();
            case CaepEvent.CredentialChange change -> line + " " + change.changeType() + " " + change.credentialType();
            default -> line;
        };
    }

    @Test
    void everythingThatHasToBeToldIsToldAndNothingElse() {
        try (Bench bench = new Bench(policy()).hear(TwoDevices.told())) {
            Collection<SecurityEvent> told = told(bench);

            isTheWholeStory(told);
            assertThat(told)
                    .filteredOn(event -> event.event().type().equals(EventType.SESSION_REVOKED)
                            && line(event).contains(D1))
                    .allMatch(event -> event.occurred().isBefore(Instant.parse("2026-03-02T08:35:16Z")));
        }
    }

    @Test
    void theFirstWordOnADeviceIsABaselineAndNoChange() {
        try (Bench bench = new Bench(policy()).hear(TwoDevices.told().subList(0, 3))) {
            assertThat(bench.events()).isEmpty();
        }
    }

    @Test
    void whatWasSentIsUnderstoodByWhoeverReceivesIt() {
        try (Bench bench = new Bench(policy()).hear(TwoDevices.told())) {
            assertThat(told(bench)).allSatisfy(event -> {
                assertThat(event.event()).isInstanceOfSatisfying(CaepEvent.class, caep -> {
                    assertThat(caep.circumstances().eventTimestamp()).isNotNull();
                    assertThat(caep.circumstances().initiatingEntity()).isNotNull();
                    assertThat(caep.circumstances().reasonAdmin().byLanguage()).containsKey("en");
                });
                if (event.event() instanceof CaepEvent.DeviceComplianceChange change) {
                    assertThat(change.previousStatus()).isNotEqualTo(change.currentStatus());
                    assertThat(List.of(ComplianceStatus.values())).contains(change.currentStatus());
                }
            });
        }
    }

    /** Every signal arrives when it did or up to a while later, so that they overtake each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arrivalsShuffledWithinTheirLatenessTellTheSame(long seed) {
        try (Bench bench = new Bench(policy()).hear(shuffled(seed))) {
            isTheWholeStory(told(bench));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void everythingTwiceTellsTheSame(long seed) {
        Random random = new Random(seed);
        List<Signal> twice = new ArrayList<>();
        for (Signal signal : TwoDevices.told()) {
            twice.add(signal);
            twice.add(twice.get(random.nextInt(twice.size())));
        }
        try (Bench bench = new Bench(policy()).hear(twice)) {
            isTheWholeStory(told(bench));
        }
    }

    /**
     * With the policy that comes with the program, in any order of arrival. It revokes by session: devices, of one of
     * which nobody has a session here, are told by their compliance; and it tells how accounts stand.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 21, 22, 23})
    void theDefaultPolicyTellsIt(long seed) {
        List<Signal> story = seed == 0 ? TwoDevices.told() : shuffled(seed);
        try (Bench bench = new Bench(Policy.load(null)).hear(story)) {
            assertThat(told(bench))
                    .extracting(TwoDevicesTest::line)
                    .filteredOn(line -> !line.startsWith("risk-level-change"))
                    .containsExactlyInAnyOrder(
                            "device-compliance-change " + D1 + " COMPLIANT>NOT_COMPLIANT",
                            "device-compliance-change " + D1 + " NOT_COMPLIANT>COMPLIANT",
                            "device-compliance-change " + D2 + " COMPLIANT>NOT_COMPLIANT",
                            "session-revoked " + D1 + " session=idxFAKEsessALICE01abcd",
                            "credential-change DELETE fido2-roaming",
                            "credential-change CREATE fido2-roaming");
        }
    }

    static IntStream between() {
        return IntStream.range(1, TwoDevices.told().size());
    }

    /** The stores as they are, none of the outputs, and a few of the last inputs again. */
    @ParameterizedTest
    @MethodSource("between")
    void killedAndStartedAgainBetweenAnyTwoItTellsTheSame(int kill) {
        List<Signal> story = TwoDevices.told();
        int again = Math.max(0, kill - 3);
        List<SecurityEvent> told;
        try (Bench before = new Bench(policy()).hear(story.subList(0, again))) {
            told = new ArrayList<>(told(before));
            // what it said to these is lost with it
            before.hear(story.subList(again, kill));
            try (Bench after = before.crash(policy())) {
                told.addAll(told(after.hear(story.subList(again, story.size())).settle()));
            }
        }
        Map<String, SecurityEvent> once = new LinkedHashMap<>();
        told.forEach(event -> once.putIfAbsent(event.id(), event));
        isTheWholeStory(once.values());
    }

    private static List<Signal> shuffled(long seed) {
        Random random = new Random(seed);
        record Arrival(Instant at, Signal signal) {}
        return TwoDevices.told().stream()
                .map(signal -> new Arrival(signal.times().ingested().plusMillis(random.nextInt(45_000)), signal))
                .sorted(Comparator.comparing(Arrival::at))
                .map(Arrival::signal)
                .toList();
    }
}
