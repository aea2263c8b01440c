// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.signal.Signal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How the lab's vendors are read: page by page, again and again, and each record once. */
class PollingTest {
    @AutoClose
    private final PollingBench polls = new PollingBench();

    private final LabBench bench = polls.bench;

    @Test
    void aCursorIsFollowedPageByPageAndOnlyWhatIsNewComesLater() throws Exception {
        Shelf log = bench.lab.shelf(PollingBench.LOG);
        for (int i = 0; i < 5; i++) {
            log.add(polls.event(i));
        }
        Desk desk = polls.okta(2);
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(5).doesNotHaveDuplicates();
        assertThat(desk.read())
                .as("a page that is not full is not followed at once")
                .isEqualTo(1);
        assertThat(desk.ids()).hasSize(5);
        // written late: its time is before all others', its place is not
        log.add(polls.event(-100));
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aLogOfExactlyOnePageEnds() throws Exception {
        bench.lab.shelf(PollingBench.LOG).add(polls.event(1)).add(polls.event(2));
        Desk desk = polls.okta(2);
        assertThat(desk.read()).isEqualTo(2);
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void aRecordThatCannotBeUsedIsSetAsideAndThePageGoesOn() throws Exception {
        bench.lab
                .shelf(PollingBench.LOG)
                .add(polls.event(1))
                .add(Samples.json("okta/without-uuid.json"))
                .add(polls.event(2));
        Desk desk = polls.okta(10);
        desk.read();
        assertThat(desk.ids()).hasSize(2);
        assertThat(desk.letters).hasSize(1);
        assertThat(desk.letters.getFirst().reason()).contains("uuid: found nothing, expected a text");
    }

    @Test
    void aRecordWithoutAKeyIsSetAsideOnceAndNotWithEveryOverlap() throws Exception {
        ObjectNode keyless =
                Samples.json("entra/signins-page.json").at("/value/0").deepCopy();
        bench.lab.shelf(PollingBench.SIGN_INS).add(keyless.without("id"));
        Desk desk = polls.signIns(bench.oauth());
        desk.read();
        desk.read();
        desk.reopen();
        desk.read();
        assertThat(desk.letters).hasSize(1);
        assertThat(desk.signals).isEmpty();
    }

    @Test
    void anOverlapGivesLateRecordsAndNoneTwiceAlsoWithEqualTimesAtAPagesEdge() throws Exception {
        bench.lab.pageSize(2);
        Shelf shelf = bench.lab.shelf(PollingBench.SIGN_INS);
        for (int i = 0; i < 5; i++) {
            shelf.add(polls.signIn("same-" + i, "2026-03-02T08:46:30Z"));
        }
        Desk desk = polls.signIns(bench.oauth());
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(5).doesNotHaveDuplicates();
        // later shown, earlier happened, within the overlap
        shelf.add(polls.signIn("late", "2026-03-02T08:07:02Z"));
        // the vendor shows one twice
        shelf.add(polls.signIn("same-1", "2026-03-02T08:46:30Z"));
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
        assertThat(desk.memory().position().until()).isEqualTo(Instant.parse("2026-03-02T08:46:30Z"));
    }

    @Test
    void aPassThatBrokeOffBeginsAnewAndGivesNothingTwice() throws Exception {
        bench.lab.pageSize(2);
        Shelf shelf = bench.lab.shelf(PollingBench.SIGN_INS);
        for (int i = 0; i < 6; i++) {
            shelf.add(polls.signIn("id-" + i, "2026-03-02T08:4" + i + ":00Z"));
        }
        Desk desk = polls.signIns(bench.oauth());
        assertThat(desk.page()).isTrue();
        bench.lab.weather().refuse(500);
        assertThat(PollingBench.fault(desk).kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(desk.memory().position().until())
                .as("not before the pass is done")
                .isNull();
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aVendorsClockThatIsAheadDoesNotMoveTheWindowPastWhatIsToCome() throws Exception {
        Shelf shelf = bench.lab.shelf(PollingBench.SIGN_INS).add(polls.signIn("ahead", "2026-03-03T09:00:00Z"));
        Desk desk = polls.signIns(bench.oauth());
        desk.read();
        shelf.add(polls.signIn("now", "2026-03-02T09:29:00Z"));
        desk.read();
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void whatWasSeenIsForgottenWhenTheOverlapIsLongPast() throws Exception {
        Shelf shelf = bench.lab.shelf(PollingBench.SIGN_INS).add(polls.signIn("old", "2026-03-02T00:00:00Z"));
        Desk desk = polls.signIns(bench.oauth());
        desk.read();
        shelf.add(polls.signIn("new", "2026-03-02T09:00:00Z"));
        desk.read();
        assertThat(desk.memory().position().segments()).isEqualTo(2);
        desk.read();
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void aPageOfManyIsUnpacked() throws Exception {
        Shelf log = bench.lab.shelf(PollingBench.LOG);
        for (int i = 0; i < 200; i++) {
            log.add(polls.event(i));
        }
        Desk desk = polls.okta(1000);
        desk.read();
        assertThat(new HashSet<>(desk.signals.stream().map(Signal::id).toList()))
                .hasSize(200);
    }

    @Test
    void skippedPagesEndWithTheOneThatIsNotFull() throws Exception {
        Shelf events = bench.lab.shelf("/admin/realms/lab/events");
        JsonNode login = Samples.json("keycloak/user-event-LOGIN.json");
        for (int i = 0; i < 250; i++) {
            events.add(((ObjectNode) login.deepCopy()).put("id", "event-" + i));
        }
        Desk desk = bench.desk(
                new KeycloakConfig("kc", "acme", "lab", null, true, List.of("events"), bench.oauth(), PollingBench.DAY),
                "events");
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(250).doesNotHaveDuplicates();
    }
}
