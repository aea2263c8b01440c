// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any signals whatever; the seed is the parameter. */
class LawsTest {
    private static final Policy POLICY = Policy.load(null);
    private static final List<Severity> SEVERITIES =
            List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);
    private static final List<RiskLevel> LEVELS = List.of(RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH);

    private static Set<String> ids(Bench bench) {
        Set<String> ids = new TreeSet<>();
        bench.events().forEach(event -> ids.add(event.id()));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 8})
    void hearingAllOfItAgainChangesNothingAndTellsNoNewIds(long seed) {
        List<Signal> heard = signals(new Random(seed), 120);
        try (Bench bench = new Bench(POLICY)) {
            Set<String> first = ids(bench.hear(heard));
            var state = bench.state();

            List<String> changes = new ArrayList<>();
            for (Signal signal : heard) {
                bench.hear(signal);
                var now = bench.state();
                now.entrySet().stream()
                        .filter(e -> !e.getValue().equals(state.get(e.getKey())))
                        .forEach(e -> changes.add(e.getKey() + " by " + signal.type() + " of "
                                + signal.times().event()));
            }

            assertThat(changes).isEmpty();
            assertThat(first).containsAll(ids(bench));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void duplicatesOnTheWayChangeNeitherStateNorIds(long seed) {
        Random random = new Random(seed);
        List<Signal> once = signals(random, 120);
        List<Signal> twice = new ArrayList<>();
        for (Signal signal : once) {
            twice.add(signal);
            if (random.nextInt(3) == 0) {
                twice.add(twice.get(twice.size() - 1 - random.nextInt(Math.min(10, twice.size()))));
            }
        }
        try (Bench plain = new Bench(POLICY);
                Bench noisy = new Bench(POLICY)) {
            assertThat(ids(noisy.hear(twice))).isEqualTo(ids(plain.hear(once)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void theSameInputMakesTheSameDecisionsByteForByte(long seed) {
        List<Signal> heard = signals(new Random(seed), 120);
        try (Bench one = new Bench(POLICY);
                Bench other = new Bench(POLICY)) {
            List<Decision> first = one.hear(heard).decisions();

            assertThat(other.hear(heard).decisions()).isEqualTo(first);
            assertThat(other.state()).isEqualTo(one.state());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void recordingsChangeNothingAtAll(long seed) {
        Random random = new Random(seed);
        try (Bench bench = new Bench(POLICY).hear(signals(random, 60))) {
            bench.events();
            var state = bench.state();
            for (Signal signal : signals(random, 60)) {
                bench.hear(again(signal, new Provenance(null, null, random.nextBoolean() ? "jti" : null, true)));
            }
            assertThat(bench.events()).isEmpty();
            assertThat(bench.state()).isEqualTo(state);
        }
    }

    /** Neither is anybody told, nor does anything that is told later come out otherwise. */
    @ParameterizedTest
    @ValueSource(longs = {34, 35, 36})
    void echoesAreOnRecordAndOtherwiseAsIfTheyHadNotBeen(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = signals(random, 60);
        List<Signal> later = signals(random, 60);
        try (Bench bench = new Bench(POLICY).hear(heard).tick(31);
                Bench undisturbed = new Bench(POLICY).hear(heard).tick(31)) {
            bench.events();
            bench.decisions();
            bench.levels();
            undisturbed.events();
            for (int i = 0; i < 60; i++) {
                bench.hear(again(later.get(i), new Provenance(null, null, "jti-" + i, false)));
            }
            assertThat(bench.events()).isEmpty();
            assertThat(bench.levels()).isEmpty();
            assertThat(bench.decisions())
                    .allSatisfy(
                            decision -> assertThat(decision.verdict().cause()).isEqualTo(Decision.Cause.LOOP));

            assertThat(ids(bench.hear(later))).isEqualTo(ids(undisturbed.hear(later)));
        }
    }

    private static Signal again(Signal signal, Provenance from) {
        return new Signal(
                "again-" + signal.id(),
                signal.type(),
                signal.times(),
                signal.source(),
                null,
                null,
                signal.user(),
                signal.device(),
                signal.session(),
                signal.payload(),
                signal.context(),
                from,
                signal.attributes());
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void noSessionIsRevokedTwiceAndNoIdMeansTwoThings(long seed) {
        List<Signal> heard = signals(new Random(seed), 200);
        Collections.shuffle(heard, new Random(seed));
        try (Bench bench = new Bench(POLICY).hear(heard)) {
            List<SecurityEvent> events = bench.events();
            List<String> revoked = events.stream()
                    .filter(e -> e.principal().kind() == PrincipalKind.SESSION)
                    .distinct()
                    .map(e -> e.principal().text())
                    .toList();

            assertThat(revoked).doesNotHaveDuplicates();
            assertThat(events.stream().distinct().map(SecurityEvent::id)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53, 54, 55, 56})
    void theEvidenceOfTheStoryInAnyOrderRevokesTheSameSession(long seed) {
        List<Signal> story = new ArrayList<>(Told.morning());
        story.add(Told.jamf(true, 30));
        story.add(Told.threat(Severity.HIGH, "det-1", 31));
        Collections.shuffle(story, new Random(seed));
        try (Bench bench = new Bench(POLICY).hear(story)) {
            List<String> told = bench.told();

            assertThat(told.stream().filter(line -> line.startsWith("session-revoked")))
                    .as("order %s", story.stream().map(s -> s.type()).toList())
                    .singleElement()
                    .asString()
                    .contains("session=idxFAKEsessALICE01");
            assertThat(told.stream().filter(line -> line.startsWith("device-compliance-change")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64, 65, 66, 67, 68})
    void aCrashAtAnyPointTellsNoIdThatAnUndisturbedRunWouldNotTell(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = signals(random, 80);
        int crash = 1 + random.nextInt(heard.size() - 1);
        int readAgain = Math.max(0, crash - random.nextInt(12));
        Set<String> undisturbed;
        try (Bench bench = new Bench(POLICY)) {
            undisturbed = ids(bench.hear(heard));
        }
        try (Bench before = new Bench(POLICY).hear(heard.subList(0, crash));
                Bench after = before.crash(POLICY)) {
            Set<String> told = ids(before);
            told.addAll(ids(after.hear(heard.subList(readAgain, heard.size())).settle()));

            assertThat(told)
                    .as("crash at %d, read again from %d", crash, readAgain)
                    .isEqualTo(undisturbed);
        }
    }

    /** A small company's bad day: few principals, so that things meet. */
    static List<Signal> signals(Random random, int count) {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signals.add(signal(random, i * 0.5));
        }
        return signals;
    }

    private static Signal signal(Random random, double minute) {
        int who = random.nextInt(4);
        int which = random.nextInt(5);
        Entity user = Told.entity(
                Told.id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + who),
                Told.id(IdentifierKind.USER_EMAIL, "", "user" + who + "@acme.example"));
        Entity byOkta = Told.entity(Told.id(IdentifierKind.DEVICE_VENDOR_ID, "okta:acme", "okta-" + which));
        Entity bySerial = Told.entity(Told.id(IdentifierKind.DEVICE_SERIAL, "", "SERIAL000" + which));
        Entity byBoth = Told.entity(
                byOkta.identifiers().getFirst(), bySerial.identifiers().getFirst());
        Entity session = Told.session("session-" + random.nextInt(12));
        return switch (random.nextInt(10)) {
            case 0, 1 -> Told.opened(session, user, random.nextBoolean() ? byOkta : bySerial, minute);
            case 2 ->
                Told.said(SignalType.DEVICE_SEEN, minute).on(byBoth).user(user).signal();
            case 3 -> {
                boolean fails = random.nextBoolean();
                Signal jamf = Told.jamf(fails, minute);
                yield Told.said(jamf.type(), minute)
                        .by("jamf")
                        .on(bySerial)
                        .with(jamf.payload())
                        .signal();
            }
            case 4, 5 -> {
                Severity severity = SEVERITIES.get(random.nextInt(4));
                boolean resolved = random.nextInt(3) == 0;
                yield Told.said(resolved ? SignalType.THREAT_RESOLVED : SignalType.THREAT_DETECTED, minute)
                        .by("crowdstrike")
                        .on(bySerial)
                        .with(new SignalPayload.Threat(
                                "finding-" + random.nextInt(6),
                                null,
                                resolved ? FindingState.RESOLVED : FindingState.NEW,
                                severity,
                                null,
                                List.of()))
                        .signal();
            }
            case 6 ->
                Told.said(SignalType.RISK_ASSESSED, minute)
                        .user(user)
                        .with(new SignalPayload.VendorRisk(
                                PrincipalKind.USER, LEVELS.get(random.nextInt(3)), null, null, List.of()))
                        .signal();
            case 7 ->
                Told.said(SignalType.SESSION_CONTEXT_CHANGED, minute)
                        .in(session)
                        .user(user)
                        .signal();
            case 8 -> random.nextInt(4) == 0 ? Told.revokedAll(user, minute) : Told.ended(session, minute);
            default ->
                Told.said(SignalType.MFA_CHANGED, minute)
                        .user(user)
                        .with(Told.factorRemoved())
                        .signal();
        };
    }
}
