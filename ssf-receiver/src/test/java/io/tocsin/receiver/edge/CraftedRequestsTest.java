// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.edge.route.RouteSettings.Required;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.event.EventType;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who is out says whose the request is in a way that an application understands. */
class CraftedRequestsTest extends EdgeScenario {
    private void startWithSessionRevoked() {
        startPolling(OnSilence.FAIL_CLOSED);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();
    }

    private void endSessionsOf(String user) {
        ObjectNode payload = revocation("r1", EventType.SESSION_REVOKED);
        payload.putObject("sub_id")
                .put("format", "complex")
                .putObject("user")
                .put("format", "opaque")
                .put("id", user);
        tell(payload);
        awaitAcknowledged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session=sess%2D1",
                "session=%73%65ss-1",
                "session=\"sess-1\"",
                "session=\"sess%2d1\"",
                "session=other; SESSION=sess-1",
                "Session=sess-1; session=other"
            })
    void aSessionIsTheSameHoweverItsCookieIsWritten(String cookie) throws Exception {
        startWithSessionRevoked();

        HttpResponse<String> answer = ask("Cookie", cookie);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Tocsin-Reason")).contains("txn-r1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session=other; session=\"sess\\0551\"",
                "session=other; session=sess-1\"",
                "session=other; theme=dark, session=sess-1",
                "session=other; theme=dark session=sess-1",
                "session=other; session = sess-1",
                "session=other,session=sess-1",
            })
    void aCookieThatIsReadInSeveralWaysLetsNobodyIn(String cookie) throws Exception {
        startWithSessionRevoked();

        HttpResponse<String> answer = ask("Cookie", cookie);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Tocsin-Reason")).contains("bad-cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session=other",
                "session=s%3Aother.sig%2Bnature",
                "theme=a b, c; session=other",
                "last=/app?session=sess-1; session=other",
                "prefs={\"a\": [1, 2]}; session=other; xsession=sess-1; session2=sess-1"
            })
    void othersCookiesHinderNobody(String cookie) throws Exception {
        startWithSessionRevoked();

        assertThat(ask("Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void aNameInUtf8IsTheOneThatTheHubSays() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        endSessionsOf("j\u00fcrgen");
        HttpClientAgent proxy = client(HttpVersion.HTTP_1_1);

        assertThat(status(proxy, new String("j\u00fcrgen".getBytes(UTF_8), ISO_8859_1)))
                .isEqualTo(401);
        assertThat(status(proxy, "j\u00fcrgen")).as("in Latin-1").isEqualTo(401);
        assertThat(status(proxy, "jurgen")).isEqualTo(200);
    }

    /** A character of the header is a byte on the wire. */
    private int status(HttpClientAgent proxy, String user) throws Exception {
        return proxy.request(HttpMethod.GET, port(), "localhost", "/forward-auth")
                .compose(request -> request.putHeader("X-Session-Id", "s")
                        .putHeader("X-User", user)
                        .send())
                .toCompletionStage()
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS)
                .statusCode();
    }

    @Test
    void aSessionThatBeginsInTheFutureIsNoYoungerForIt() throws Exception {
        startPolling(OnSilence.FAIL_CLOSED);
        endSessionsOf("alice");
        Instant before = clock.instant().minusSeconds(100);

        String[] alice = {"X-Session-Id", "s", "X-User", "alice", "X-Session-Issued-At", "" + before.toEpochMilli()};
        assertThat(ask(alice).statusCode()).as("in milliseconds").isEqualTo(401);
        alice[5] = "" + clock.instant().plusSeconds(3600).getEpochSecond();
        assertThat(ask(alice).statusCode()).isEqualTo(401);
        alice[5] = "" + clock.instant().plusSeconds(1).getEpochSecond();
        assertThat(ask(alice).statusCode()).as("clocks differ").isEqualTo(200);
    }

    @Test
    void whatIsSaidOfSomePathsCountsThereInWhateverOrderItIsSaid() throws Exception {
        startEdge(
                Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT),
                OnSilence.FAIL_CLOSED,
                List.of(route("/ext-authz/*", Required.NOTHING), route("/ext-authz/admin/*", Required.SESSION)));
        await().atMost(LONG).until(() -> get("/ext-authz/shop").statusCode() == 200);

        assertThat(get("/ext-authz/admin/users").statusCode()).isEqualTo(401);
        assertThat(get("/ext-authz/admin/users", "X-Session-Id", "s").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ext-authz/x/../admin/users",
                "/ext-authz/%61dmin/users",
                "/ext-authz//admin/users",
                "/ext-authz/x/..;/admin/users",
                "/ext-authz/x/%2e%2e%2fadmin/users",
                "/ext-authz/./admin;a=b/users"
            })
    void aPathThatMayMeanAnotherRouteLetsNobodyIn(String path) throws Exception {
        startEdge(
                Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT),
                OnSilence.FAIL_CLOSED,
                List.of(route("/ext-authz/*", Required.NOTHING), route("/ext-authz/admin/*", Required.SESSION)));
        await().atMost(LONG)
                .until(() -> get("/ext-authz/a%20b/../c//d.html?x=/../admin").statusCode() == 200);

        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    private static RouteSettings route(String path, Required required) {
        return new RouteSettings(path, List.of(), required, null, null, Duration.ofMinutes(5), null, null);
    }
}
