// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static io.tocsin.receiver.rig.Signer.sign;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.Source;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.EventType;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The edge as a proxy sees it. */
class EdgeTest extends EdgeScenario {
    @Test
    void aRevokedSessionIsStoppedAndOthersPass() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        HttpResponse<String> out = ask("X-Session-Id", "sess-1");

        assertThat(out.statusCode()).isEqualTo(401);
        assertThat(out.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"tocsin\"");
        assertThat(out.headers().firstValue("X-Tocsin-Reason")).contains("txn-r1");
        assertThat(out.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(out.body()).isEmpty();
        assertThat(ask("X-Session-Id", "sess-2").statusCode()).isEqualTo(200);
        assertThat(ask("Cookie", "a=b; session=sess-1").statusCode()).isEqualTo(401);
        assertThat(ask("Cookie", "a=sess-1; session=sess-2").statusCode()).isEqualTo(200);
    }

    @Test
    void aSecondCookieDoesNotHideARevokedSession() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        assertThat(ask("Cookie", "session=fresh", "X-Session-Id", "sess-1").statusCode())
                .isEqualTo(401);
        assertThat(ask("X-Session-Id", "fresh", "X-Session-Id", "sess-1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theAnswerIsJsonForWhoAsksForIt() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);

        HttpResponse<String> answer = ask("Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\",\"reason\":\"no-session\"}");
    }

    @Test
    void whereARequestCameFromSaysNothingOfWhoseItIs() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);

        assertThat(ask("X-Forwarded-User", "u", "X-Forwarded-Uri", "/?session=s")
                        .statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> Source.parse("header:X-Forwarded-User")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Requirement({"SET-5.4-1", "SUBID-3.2.2-1"})
    void aUsersSessionsFromBeforeTheEventEndAndLaterOnesDoNot() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        ObjectNode payload = revocation("r1", EventType.SESSION_REVOKED);
        ObjectNode subject = payload.putObject("sub_id").put("format", "complex");
        subject.putObject("user").put("format", "email").put("email", "Alice@example.org");
        subject.putObject("session").put("format", "opaque").put("id", "ALL");
        long at = clock.instant().getEpochSecond() - 100;
        Sets.event(payload).put("event_timestamp", at);
        tell(payload);
        awaitAcknowledged();

        String[] alice = {"X-Session-Id", "s", "X-User", "alice@example.org", "X-Session-Issued-At", "" + at};
        assertThat(ask(alice).statusCode()).isEqualTo(401);
        alice[5] = "" + (at + 1);
        assertThat(ask(alice).statusCode()).isEqualTo(200);
        alice[5] = "yesterday";
        assertThat(ask(alice).statusCode()).as("a time that cannot be read").isEqualTo(401);
        assertThat(ask("X-Session-Id", "s", "X-User", "bob@example.org").statusCode())
                .isEqualTo(200);
    }

    @Test
    @Requirement({"SET-5.3-1"})
    void aDeviceIsOutUntilItComplies() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        compliance("c1", "compliant", "not-compliant", 10);
        awaitAcknowledged();
        assertThat(ask("X-Session-Id", "s", "X-Device-Id", "D1").statusCode()).isEqualTo(401);

        compliance("c2", "not-compliant", "compliant", 5);
        // told late, happened before
        compliance("c3", "compliant", "not-compliant", 8);
        awaitAcknowledged();
        assertThat(ask("X-Session-Id", "s", "X-Device-Id", "D1").statusCode()).isEqualTo(200);
    }

    private void compliance(String jti, String before, String now, int secondsAgo) {
        ObjectNode payload = revocation(jti, EventType.DEVICE_COMPLIANCE_CHANGE);
        payload.putObject("sub_id")
                .put("format", "complex")
                .putObject("device")
                .put("format", "opaque")
                .put("id", "D1");
        Sets.event(payload)
                .put("previous_status", before)
                .put("current_status", now)
                .put("event_timestamp", clock.instant().getEpochSecond() - secondsAgo);
        tell(payload);
    }

    @Test
    @Requirement({"SUBID-4.2-1"})
    void aDisabledAccountIsOutUntilItIsEnabled() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        account("a1", EventType.ACCOUNT_DISABLED);
        awaitAcknowledged();
        assertThat(ask("X-Session-Id", "s", "X-User", "u-1").statusCode()).isEqualTo(401);

        clock.advance(Duration.ofSeconds(1));
        account("a2", EventType.ACCOUNT_ENABLED);
        awaitAcknowledged();
        assertThat(ask("X-Session-Id", "s", "X-User", "u-1").statusCode()).isEqualTo(200);
    }

    private void account(String jti, EventType type) {
        ObjectNode payload = revocation(jti, type);
        payload.putObject("sub_id")
                .put("format", "iss_sub")
                .put("iss", "https://i.example")
                .put("sub", "u-1");
        tell(payload);
    }

    @Test
    void whatWasRevokedIsRevokedAfterARestartBeforeTheTransmitterAnswers() throws Exception {
        startPolling(OnSilence.FAIL_OPEN);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();
        requireNonNull(edge).close();
        String issuer = transmitter.issuer();
        transmitter.close();

        startEdge(Streams.managed(issuer, DeliverySettings.Poll.DEFAULT), OnSilence.FAIL_OPEN);

        assertThat(ask("X-Session-Id", "sess-1").statusCode()).isEqualTo(401);
        HttpResponse<String> other = ask("X-Session-Id", "sess-2");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(mode(other)).isEqualTo("fail-open");
    }

    @Test
    void aSilentHubClosesTheDoorWhereThatIsTheRule() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        assertThat(mode(ask("X-Session-Id", "s"))).isEqualTo("live");
        assertThat(get("/health").statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(6));

        HttpResponse<String> answer = ask("X-Session-Id", "s");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(mode(answer)).isEqualTo("fail-closed");
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"status\":\"silent\"").contains("\"mode\":\"fail-closed\"");
    }

    @Test
    void aSilentHubLeavesTheDoorOpenWhereThatIsTheRuleButNotForTheRevoked() throws Exception {
        startPolling(OnSilence.FAIL_OPEN);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        clock.advance(Duration.ofMinutes(6));

        assertThat(ask("X-Session-Id", "s").statusCode()).isEqualTo(200);
        assertThat(mode(ask("X-Session-Id", "s"))).isEqualTo("fail-open");
        assertThat(ask("X-Session-Id", "sess-1").statusCode()).isEqualTo(401);
        assertThat(get("/health").body()).contains("\"mode\":\"fail-open\"");
    }

    @Test
    void pushesComeInAtTheSameServer() throws Exception {
        startEdge(Streams.pushed(transmitter.issuer(), transmitter.jwksUri(), false), OnSilence.FAIL_OPEN);
        PushClient client = new PushClient(port(), Streams.PATH);
        await().atMost(LONG).until(() -> requireNonNull(edge).receiver().awaitRunning(LONG));
        String token = sign(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1")
                .toString());

        assertThat(client.push(token).statusCode()).isEqualTo(202);

        assertThat(ask("X-Session-Id", "sess-1").statusCode()).isEqualTo(401);
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void aReasonIsNeitherHeaderNorJson() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1")
                .put("txn", "x\r\nSet-Cookie: a=b\"}"));
        awaitAcknowledged();

        HttpResponse<String> answer = ask("X-Session-Id", "sess-1", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Tocsin-Reason")).contains("x__Set-Cookie:_a=b_}");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aStreamThatIsEnabledAgainWithoutAWordIsHeardAgain() throws Exception {
        DeliverySettings shortPolls = new DeliverySettings.Poll(10, true, Duration.ofMillis(20), Duration.ofSeconds(5));
        startEdge(Streams.managed(transmitter.issuer(), shortPolls), OnSilence.FAIL_CLOSED);
        await().atMost(LONG).until(() -> mode(ask("X-Session-Id", "s")).equals("live"));
        ObjectNode paused = Sets.ofStream(transmitter.issuer(), "p1", clock.instant(), EventType.STREAM_UPDATED, "s-1");
        Sets.event(paused).put("status", "paused");
        tell(paused);
        await().atMost(LONG).until(() -> get("/health").body().contains("\"status\":\"paused\""));

        clock.advance(Duration.ofMinutes(6));

        await().atMost(LONG).until(() -> mode(ask("X-Session-Id", "s")).equals("live"));
        assertThat(get("/health").body()).contains("\"status\":\"enabled\"");
    }

    @Test
    void aPushThatIsTooLongIsRefusedOverHttp2Too() throws Exception {
        startEdge(Streams.pushed(transmitter.issuer(), transmitter.jwksUri(), false), OnSilence.FAIL_OPEN);

        HttpClientResponse answer = client(HttpVersion.HTTP_2)
                .request(HttpMethod.POST, port(), "localhost", Streams.PATH)
                .compose(request -> request.putHeader("Content-Type", "application/secevent+jwt")
                        .putHeader("Authorization", PushClient.AUTHORIZATION)
                        .send("x".repeat(64 * 1024 + 1)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
    }

    @Test
    void anEdgeThatCouldNotStartLeavesItsJournalToTheNextOne() {
        StreamSettings good = Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT);

        assertThatThrownBy(() -> startEdge(good.trusting(folder.resolve("missing.pem")), OnSilence.FAIL_OPEN))
                .isInstanceOf(IllegalArgumentException.class);

        startEdge(good, OnSilence.FAIL_OPEN);
    }
}
