// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What vendors do to those who ask them, against the lab. */
class PollingTest {
    private static final Schedule DAY = new Schedule(null, Duration.ofDays(1), null);
    private static final String LOG = "/api/v1/logs";
    private static final String SIGN_INS = "/v1.0/auditLogs/signIns";

    private final LabBench bench = new LabBench();
    private final JsonNode signIn = Samples.json("entra/signins-page.json").at("/value/0");
    private final JsonNode logged = Samples.json("okta/system-log-page-1.json").at("/body/0");

    @AfterEach
    void close() {
        bench.close();
    }

    private Desk okta(int pageSize) {
        return bench.desk(
                new OktaLogConfig("okta", "acme", "acme", List.of(), true, pageSize, bench.api(), DAY), "system-log");
    }

    private Desk signIns(ApiConfig api) {
        return bench.desk(new EntraConfig("entra", "acme", "acme", List.of("sign-ins"), api, DAY), "sign-ins");
    }

    private JsonNode event(int number) {
        return ((ObjectNode) logged.deepCopy())
                .put("uuid", "uuid-" + number)
                .put(
                        "published",
                        Instant.parse("2026-03-02T08:00:00Z")
                                .plusSeconds(number)
                                .toString());
    }

    private JsonNode signIn(String id, String time) {
        return ((ObjectNode) signIn.deepCopy()).put("id", id).put("createdDateTime", time);
    }

    @Test
    void aCursorIsFollowedPageByPageAndOnlyWhatIsNewComesLater() throws Exception {
        Shelf log = bench.lab.shelf(LOG);
        for (int i = 0; i < 5; i++) {
            log.add(event(i));
        }
        Desk desk = okta(2);
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(5).doesNotHaveDuplicates();
        assertThat(desk.read())
                .as("a page that is not full is not followed at once")
                .isEqualTo(1);
        assertThat(desk.ids()).hasSize(5);
        // written late: its time is before all others', its place is not
        log.add(event(-100));
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aLogOfExactlyOnePageEnds() throws Exception {
        bench.lab.shelf(LOG).add(event(1)).add(event(2));
        Desk desk = okta(2);
        assertThat(desk.read()).isEqualTo(2);
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void aForgottenCursorIsKnownForWhatItIs() throws Exception {
        Shelf log = bench.lab.shelf(LOG).add(event(1));
        Desk desk = okta(2);
        desk.read();
        log.forgetCursors();
        assertThat(fault(desk).kind()).isEqualTo(Trouble.Kind.CURSOR_INVALID);
    }

    @Test
    void aRecordThatCannotBeUsedIsSetAsideAndThePageGoesOn() throws Exception {
        bench.lab
                .shelf(LOG)
                .add(event(1))
                .add(Samples.json("okta/without-uuid.json"))
                .add(event(2));
        Desk desk = okta(10);
        desk.read();
        assertThat(desk.ids()).hasSize(2);
        assertThat(desk.letters).hasSize(1);
        assertThat(desk.letters.getFirst().reason()).contains("uuid: found nothing, expected a text");
    }

    @Test
    void aRecordWithoutAKeyIsSetAsideOnceAndNotWithEveryOverlap() throws Exception {
        bench.lab.shelf(SIGN_INS).add(((ObjectNode) signIn.deepCopy()).without("id"));
        Desk desk = signIns(bench.oauth());
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
        Shelf shelf = bench.lab.shelf(SIGN_INS);
        for (int i = 0; i < 5; i++) {
            shelf.add(signIn("same-" + i, "2026-03-02T08:46:30Z"));
        }
        Desk desk = signIns(bench.oauth());
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(5).doesNotHaveDuplicates();
        // later shown, earlier happened, within the overlap
        shelf.add(signIn("late", "2026-03-02T08:07:02Z"));
        // the vendor shows one twice
        shelf.add(signIn("same-1", "2026-03-02T08:46:30Z"));
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
        assertThat(desk.memory().position().until()).isEqualTo(Instant.parse("2026-03-02T08:46:30Z"));
    }

    @Test
    void aPassThatBrokeOffBeginsAnewAndGivesNothingTwice() throws Exception {
        bench.lab.pageSize(2);
        Shelf shelf = bench.lab.shelf(SIGN_INS);
        for (int i = 0; i < 6; i++) {
            shelf.add(signIn("id-" + i, "2026-03-02T08:4" + i + ":00Z"));
        }
        Desk desk = signIns(bench.oauth());
        assertThat(desk.page()).isTrue();
        bench.lab.weather().refuse(500);
        assertThat(fault(desk).kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(desk.memory().position().until())
                .as("not before the pass is done")
                .isNull();
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aVendorsClockThatIsAheadDoesNotMoveTheWindowPastWhatIsToCome() throws Exception {
        Shelf shelf = bench.lab.shelf(SIGN_INS).add(signIn("ahead", "2026-03-03T09:00:00Z"));
        Desk desk = signIns(bench.oauth());
        desk.read();
        shelf.add(signIn("now", "2026-03-02T09:29:00Z"));
        desk.read();
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void whatWasSeenIsForgottenWhenTheOverlapIsLongPast() throws Exception {
        Shelf shelf = bench.lab.shelf(SIGN_INS).add(signIn("old", "2026-03-02T00:00:00Z"));
        Desk desk = signIns(bench.oauth());
        desk.read();
        shelf.add(signIn("new", "2026-03-02T09:00:00Z"));
        desk.read();
        assertThat(desk.memory().position().segments()).isEqualTo(2);
        desk.read();
        assertThat(desk.ids()).hasSize(2);
    }

    @Test
    void linksToAnotherOriginAreNotFollowed() throws Exception {
        bench.lab.pageSize(1);
        bench.lab.shelf(SIGN_INS).add(signIn("a", "2026-03-02T08:40:00Z")).add(signIn("b", "2026-03-02T08:41:00Z"));
        Desk desk = signIns(bench.oauth());
        bench.lab.weather().forgeLinks("http://localhost:1");
        desk.page();
        FaultException fault = fault(desk);
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.PROTOCOL);
        assertThat(fault).hasMessageContaining("leads to another origin");
    }

    @Test
    void aForgedCursorIsNotFollowedEither() throws Exception {
        bench.lab.shelf(LOG).add(event(1));
        bench.lab.weather().forgeLinks("http://127.0.0.1:" + bench.lab.url().getPort());
        Desk desk = okta(1);
        assertThat(fault(desk)).hasMessageContaining("leads to another origin");
        assertThat(bench.lab.asked()).isEqualTo(1);
        assertThat(desk.memory().position().cursor())
                .as("nor kept, so that reading goes on")
                .isNull();
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void whatAVendorAnswersIsSortedByWhatIsToBeDone() throws Exception {
        Desk desk = okta(2);
        assertThat(kind(desk, 500)).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(kind(desk, 503)).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(kind(desk, 403)).isEqualTo(Trouble.Kind.AUTHORIZATION);
        assertThat(kind(desk, 404)).isEqualTo(Trouble.Kind.PROTOCOL);
        assertThat(kind(desk, 302)).isEqualTo(Trouble.Kind.PROTOCOL);
        bench.lab.weather().hangUp();
        assertThat(fault(desk).kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        bench.lab.shelf(LOG).add(event(1));
        bench.lab.weather().truncate();
        assertThat(fault(desk).kind()).isEqualTo(Trouble.Kind.PROTOCOL);
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void aThrottledQuestionSaysWhenToAskAgain() {
        Desk desk = okta(2);
        bench.lab.weather().refuse(429, Map.of("Retry-After", "30"));
        FaultException told = fault(desk);
        assertThat(told.kind()).isEqualTo(Trouble.Kind.THROTTLED);
        assertThat(told.notBefore()).isBetween(Samples.NOW.plusSeconds(29), Samples.NOW.plusSeconds(60));
        // the governor holds the next question back, and does not ask
        int asked = bench.lab.asked();
        assertThat(fault(desk).kind()).isEqualTo(Trouble.Kind.THROTTLED);
        assertThat(bench.lab.asked()).isEqualTo(asked);
    }

    @Test
    void aTokenThatIsRevokedIsFetchedOnceMore() throws Exception {
        bench.lab.shelf(SIGN_INS).add(signIn("a", "2026-03-02T08:40:00Z"));
        Desk desk = signIns(bench.oauth());
        desk.read();
        bench.lab.revokeTokens();
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void aWrongSecretIsSaidWithoutIt() {
        ApiConfig wrong = new ApiConfig(
                bench.lab.url(),
                new ClientCredentials(
                        bench.lab.tokenUrl(), "tocsin", Secret.of("not-the-secret"), null, List.of(), null, null),
                null,
                600_000,
                1.0,
                null);
        FaultException fault = fault(signIns(wrong));
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.AUTHORIZATION);
        assertThat(fault).hasMessageNotContaining("not-the-secret");
        assertThat(wrong.toString()).doesNotContain("not-the-secret");
    }

    @Test
    void aPageOfManyIsUnpacked() throws Exception {
        Shelf log = bench.lab.shelf(LOG);
        for (int i = 0; i < 200; i++) {
            log.add(event(i));
        }
        Desk desk = okta(1000);
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
                new KeycloakConfig("kc", "acme", "lab", null, true, List.of("events"), bench.oauth(), DAY), "events");
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.ids()).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void aUrlWithoutTlsLeadsNowhereButHere() {
        assertThatThrownBy(() -> new ApiConfig(
                        URI.create("http://acme.okta.com"), bench.api().credential(), null, null, null, null))
                .hasMessageContaining("expected https");
    }

    private Trouble.Kind kind(Desk desk, int status) {
        bench.lab.weather().refuse(status);
        return fault(desk).kind();
    }

    private static FaultException fault(Desk desk) {
        try {
            desk.page();
        } catch (FaultException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("the vendor answered");
    }
}
