// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crash points that the package comment lists: what reached the changelogs, and what did not reach the topics. */
class CrashTest {
    private static final Policy POLICY = Policy.load(null);

    private static List<Signal> story() {
        List<Signal> story = new ArrayList<>(Told.morning());
        story.add(Told.jamf(true, 30));
        story.add(Told.threat(Severity.HIGH, "det-1", 31));
        story.add(Told.revokedAll(Told.BOB, 32));
        return story;
    }

    private static Set<String> ids(Bench bench) {
        Set<String> ids = new TreeSet<>();
        bench.events().forEach(event -> ids.add(event.id()));
        return ids;
    }

    private static Set<String> undisturbed() {
        try (Bench bench = new Bench(POLICY)) {
            return ids(bench.hear(story()));
        }
    }

    @Test
    void stateWithoutOutputsAndTheSignalsAgainTellTheSame() {
        try (Bench before = new Bench(POLICY).hear(story());
                Bench after = before.crash(POLICY)) {
            assertThat(ids(after.hear(story()))).isEqualTo(undisturbed());
            assertThat(after.state()).isEqualTo(before.state());
        }
    }

    @Test
    void stateWithoutOutputsAndOnlyTheLastSignalAgainTellsWhatThatOneBroughtAbout() {
        Signal threat = Told.threat(Severity.HIGH, "det-1", 31);
        try (Bench before = new Bench(POLICY).hear(story());
                Bench after = before.crash(POLICY)) {
            after.settle();
            after.events();
            assertThat(after.hear(threat).told())
                    .containsExactly("session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE01"
                            + " user=alice.ng@acme.example");
        }
    }

    @Test
    void aTaskThatComesBackTellsItsRecentDecisionsWithoutAnySignal() {
        try (Bench before = new Bench(POLICY).hear(story());
                Bench after = before.crash(POLICY)) {
            after.settle();
            assertThat(ids(after)).isEqualTo(undisturbed());
            after.settle();
            assertThat(after.events()).isEmpty();
        }
    }

    @Test
    void aTaskThatComesBackTellsThemBeforeItTakesASignal() {
        try (Bench before = new Bench(POLICY).hear(story());
                Bench after = before.crash(POLICY)) {
            after.hear(Told.said(io.tocsin.schemas.signal.SignalType.DEVICE_SEEN, 50)
                    .on(Told.LAPTOP)
                    .signal());
            assertThat(ids(after)).isEqualTo(undisturbed());
        }
    }

    /** Each signal read again from any point on, over state that is further already. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void readingAgainFromAnyOffsetTellsNoOtherIds(int offset) {
        List<Signal> story = story();
        try (Bench before = new Bench(POLICY).hear(story);
                Bench after = before.crash(POLICY)) {
            after.hear(story.subList(offset, story.size()));
            assertThat(ids(after)).isEqualTo(undisturbed());
        }
    }

    /** The stores have a changelog each, so a crash may keep the writes of one and lose those of another. */
    @ParameterizedTest
    @ValueSource(strings = {RiskTopology.ALIASES, RiskTopology.PRINCIPALS, RiskTopology.RECORDS, RiskTopology.CONTROL})
    void losingTheLastWritesOfOneStoreTellsNoOtherIds(String lost) {
        List<Signal> story = story();
        for (int known = 0; known < story.size(); known++) {
            try (Bench earlier = new Bench(POLICY).hear(story.subList(0, known));
                    Bench later = new Bench(POLICY).hear(story);
                    Bench after = later.crash(POLICY)) {
                replace(after, earlier, lost);
                assertThat(ids(after.hear(story.subList(known, story.size())).settle()))
                        .as("lost %s from signal %d on", lost, known)
                        .isEqualTo(undisturbed());
            }
        }
    }

    @Test
    void aMergeWhoseNewsWasLostIsToldAgainAndTheSessionIsRevokedAsItWouldHaveBeen() {
        List<Signal> story = SessionsTest.mergedLate();
        Set<String> undisturbed;
        try (Bench bench = new Bench(POLICY)) {
            undisturbed = ids(bench.hear(story));
        }
        assertThat(undisturbed).isNotEmpty();
        for (int lost = 0; lost < story.size(); lost++) {
            try (Bench earlier = new Bench(POLICY).hear(story.subList(0, lost));
                    Bench later = new Bench(POLICY).hear(story);
                    Bench after = later.crash(POLICY)) {
                // identity got further than its outputs
                replace(after, earlier, RiskTopology.RECORDS);
                after.hear(story.subList(lost, story.size())).settle();
                Set<String> told = ids(after);
                told.addAll(ids(earlier));
                assertThat(told).as("outputs lost from signal %d on", lost).hasSameSizeAs(undisturbed);
            }
        }
    }

    @Test
    void aDecisionToldAgainKeepsItsStampsAndItsCause() {
        try (Bench before = new Bench(POLICY).hear(story());
                Bench after = before.crash(POLICY)) {
            List<SecurityEvent> first = before.events();
            List<SecurityEvent> again = after.settle().events();
            assertThat(again).hasSameElementsAs(first);
        }
    }

    private static void replace(Bench target, Bench from, String store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = target.store(store).all()) {
            all.forEachRemaining(e -> keys.add(e.key));
        }
        keys.forEach(key -> target.store(store).delete(key));
        try (KeyValueIterator<String, byte[]> all = from.store(store).all()) {
            all.forEachRemaining(e -> target.store(store).put(e.key, e.value));
        }
    }
}
