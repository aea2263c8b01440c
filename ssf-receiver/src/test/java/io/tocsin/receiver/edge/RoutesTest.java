// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.edge.route.IdentityRule;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.edge.route.RouteSettings.Required;
import io.tocsin.receiver.edge.route.Source;
import io.tocsin.receiver.edge.route.TokenSettings;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.EventType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where routes find whose a request is, and what they do in silence. */
class RoutesTest extends EdgeScenario {
    private static final String LOGIN = "https://login.example";

    private void startRoutes(RouteSettings... routes) {
        startEdge(
                Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT),
                OnSilence.FAIL_CLOSED,
                List.of(routes));
        awaitLive();
    }

    private void awaitLive() {
        Awaitility.await().atMost(LONG).until(() -> get("/health").body().contains("\"status\":\"live\""));
    }

    private static RouteSettings route(String path, IdentityRule... rules) {
        return new RouteSettings(path, List.of(rules), Required.USER, null, null, null, null, null);
    }

    private static RouteSettings silent(String path, OnSilence onSilence, Duration limit) {
        return new RouteSettings(
                path, List.of(), Required.SESSION, limit, onSilence, Duration.ofMinutes(10), null, null);
    }

    private IdentityRule tokenRule(boolean verified) {
        return new IdentityRule(
                new TokenSettings(
                        Source.parse("header:Authorization"),
                        verified ? URI.create(transmitter.jwksUri()) : null,
                        verified ? Tls.ca() : null,
                        verified ? LOGIN : null,
                        verified ? "api" : null),
                Source.parse("claim:sid"),
                Source.parse("claim:sub"),
                Source.parse("claim:/device/id"),
                Source.parse("claim:auth_time"));
    }

    private ObjectNode claims(String sid, String sub) {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", LOGIN)
                .put("aud", "api")
                .put("sid", sid)
                .put("sub", sub)
                .put("exp", clock.instant().plusSeconds(300).getEpochSecond())
                .put("auth_time", clock.instant().minusSeconds(60).getEpochSecond());
        claims.putObject("device").put("id", "D1");
        return claims;
    }

    private static String bearer(ObjectNode claims, RSAKey key, String typ) {
        String header = "{\"typ\":\"" + typ + "\",\"alg\":\"RS256\",\"kid\":\"" + key.getKeyID() + "\"}";
        return "Bearer " + Signer.sign(header, claims.toString(), key, JWSAlgorithm.RS256);
    }

    private int status(String path, String token) throws Exception {
        return get(path, "Authorization", token).statusCode();
    }

    private void endSessionsOf(String jti, String issuer, String sub, EventType type) {
        ObjectNode payload = revocation(jti, type);
        payload.putObject("sub_id").put("format", "iss_sub").put("iss", issuer).put("sub", sub);
        tell(payload);
        awaitAcknowledged();
    }

    @Test
    void aTokensSessionUserAndDeviceAreLookedUp() throws Exception {
        startRoutes(route("/api", tokenRule(true)));
        String token = bearer(claims("sess-1", "u-1"), Signer.RSA, "at+jwt");
        assertThat(status("/api", token)).isEqualTo(200);

        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        assertThat(status("/api", token)).isEqualTo(401);
        String other = bearer(claims("sess-2", "u-1"), Signer.RSA, "JWT");
        assertThat(status("/api", other)).isEqualTo(200);
        endSessionsOf("r2", LOGIN, "u-1", EventType.SESSION_REVOKED);
        assertThat(status("/api", other)).isEqualTo(401);
    }

    @Test
    @Requirement({"SET-4-1"})
    void aTokenThatNoKeySignedOrThatIsForSomebodyElseIsNoIdentity() throws Exception {
        startRoutes(route("/api", tokenRule(true)));

        assertThat(status("/api", bearer(claims("s", "u"), Signer.OTHER_RSA, "JWT")))
                .isEqualTo(401);
        assertThat(status("/api", bearer(claims("s", "u"), Signer.RSA, "secevent+jwt")))
                .as("a SET is no access token")
                .isEqualTo(401);
        assertThat(status("/api", bearer(claims("s", "u").put("aud", "other"), Signer.RSA, "JWT")))
                .isEqualTo(401);
        assertThat(status("/api", bearer(claims("s", "u").put("iss", "https://other.example"), Signer.RSA, "JWT")))
                .isEqualTo(401);
        assertThat(status("/api", bearer(claims("s", "u").put("exp", "never"), Signer.RSA, "JWT")))
                .isEqualTo(401);
        ObjectNode expired =
                claims("s", "u").put("exp", clock.instant().minusSeconds(300).getEpochSecond());
        HttpResponse<String> answer = get("/api", "Authorization", bearer(expired, Signer.RSA, "JWT"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Tocsin-Reason")).contains("bad-token");
        assertThat(status("/api", "Basic dTpw")).as("says nothing of a user").isEqualTo(401);
    }

    @Test
    void withoutKeysTheProxysWordIsTakenAndAnotherIssuersSubIsAnotherUser() throws Exception {
        startRoutes(route("/api", tokenRule(false)));
        String token = bearer(claims("sess-1", "u-1"), Signer.OTHER_RSA, "JWT");
        assertThat(status("/api", token)).isEqualTo(200);

        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        assertThat(status("/api", token)).isEqualTo(401);
    }

    @Test
    void ofSeveralRulesOneThatFindsSomebodyOutIsEnough() throws Exception {
        IdentityRule cookie = new IdentityRule(null, Source.parse("cookie:sid"), null, null, null);
        startRoutes(route("/both", cookie, tokenRule(false)));
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        String good = bearer(claims("sess-2", "u-1"), Signer.RSA, "JWT");
        assertThat(get("/both", "Cookie", "sid=sess-2", "Authorization", good).statusCode())
                .isEqualTo(200);
        assertThat(get("/both", "Cookie", "sid=sess-1", "Authorization", good).statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyCookieOfTheNameIsLookedAt() throws Exception {
        startRoutes(RouteSettings.DEFAULT);
        tell(Sets.sessionRevoked(transmitter.issuer(), "r1", clock.instant(), "sess-1"));
        awaitAcknowledged();

        assertThat(ask("Cookie", "session=other").statusCode()).isEqualTo(200);
        assertThat(ask("Cookie", "session=other; session=sess-1").statusCode()).isEqualTo(401);
        assertThat(ask("Cookie", "session=other", "Cookie", "session=sess-1").statusCode())
                .as("in a header of its own")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "CREDENTIAL_CHANGE, update, 401",
        "CREDENTIAL_CHANGE, create, 200",
        "CREDENTIAL_COMPROMISE, , 401",
        "ACCOUNT_CREDENTIAL_CHANGE_REQUIRED, , 401"
    })
    void aChangedCredentialEndsSessionsOlderThanItself(String type, @Nullable String change, int expected)
            throws Exception {
        startRoutes(route("/api", tokenRule(true)));
        EventType event = switch (type) {
            case "CREDENTIAL_CHANGE" -> EventType.CREDENTIAL_CHANGE;
            case "CREDENTIAL_COMPROMISE" -> EventType.CREDENTIAL_COMPROMISE;
            default -> EventType.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED;
        };
        ObjectNode payload = revocation("c1", event);
        payload.putObject("sub_id").put("format", "iss_sub").put("iss", LOGIN).put("sub", "u-1");
        Sets.event(payload).put("credential_type", "password");
        if (change != null) {
            Sets.event(payload).put("change_type", change);
        }
        tell(payload);
        awaitAcknowledged();

        assertThat(status("/api", bearer(claims("s", "u-1"), Signer.RSA, "JWT")))
                .isEqualTo(expected);
        ObjectNode later = claims("s", "u-1")
                .put("auth_time", clock.instant().plusSeconds(1).getEpochSecond());
        assertThat(status("/api", bearer(later, Signer.RSA, "JWT"))).isEqualTo(200);
    }

    @Test
    void eachRouteHasItsOwnWayWithSilence() throws Exception {
        startRoutes(
                silent("/closed", OnSilence.FAIL_CLOSED, Duration.ofMinutes(2)),
                silent("/open", OnSilence.FAIL_OPEN, Duration.ofMinutes(2)),
                silent("/fresh", OnSilence.STEP_UP, Duration.ofMinutes(2)),
                silent("/patient", OnSilence.FAIL_CLOSED, Duration.ofHours(1)));
        transmitter.close();

        clock.advance(Duration.ofMinutes(30));

        String[] old = {
            "X-Session-Id",
            "s",
            "X-Session-Issued-At",
            "" + clock.instant().minusSeconds(3600).getEpochSecond()
        };
        String[] fresh = {
            "X-Session-Id",
            "s",
            "X-Session-Issued-At",
            "" + clock.instant().minusSeconds(60).getEpochSecond()
        };
        assertThat(get("/closed", fresh).statusCode()).isEqualTo(401);
        assertThat(get("/open", old).statusCode()).isEqualTo(200);
        assertThat(get("/patient", old).statusCode()).isEqualTo(200);
        assertThat(get("/fresh", fresh).statusCode()).isEqualTo(200);
        HttpResponse<String> stepUp = get("/fresh", old);
        assertThat(stepUp.statusCode()).isEqualTo(401);
        assertThat(stepUp.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", max_age=\"600\"");
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).as("something passes").isEqualTo(200);
        assertThat(health.body())
                .contains("{\"path\":\"/closed\",\"mode\":\"fail-closed\"}")
                .contains("{\"path\":\"/open\",\"mode\":\"fail-open\"}")
                .contains("{\"path\":\"/fresh\",\"mode\":\"step-up\"}")
                .contains("{\"path\":\"/patient\",\"mode\":\"live\"}");
    }

    @Test
    void browsersAreSentToTheLoginWhereTheRouteSaysSo() throws Exception {
        startRoutes(new RouteSettings(
                "/ext-authz/*", List.of(), Required.SESSION, null, null, null, null, LOGIN + "/?back={url}"));

        HttpResponse<String> page = get(
                "/ext-authz/shop/cart",
                "Accept",
                "text/html",
                "X-Forwarded-Host",
                "shop.example",
                "X-Forwarded-Uri",
                "/cart?a=b");

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location"))
                .contains(LOGIN + "/?back=https%3A%2F%2Fshop.example%2Fcart%3Fa%3Db");
        assertThat(get("/ext-authz/shop/cart", "X-Session-Id", "s").statusCode())
                .isEqualTo(200);
        assertThat(get("/ext-authz/shop/cart").statusCode()).isEqualTo(401);
    }

    @Test
    void whatWaitsAtTheTransmitterIsInBeforeAnythingPasses() throws Exception {
        for (int i = 0; i < 350; i++) {
            tell(Sets.sessionRevoked(transmitter.issuer(), "r" + i, clock.instant(), "sess-" + i));
        }
        Awaitility.await().atMost(LONG).until(() -> transmitter.queued() == 350);

        startEdge(
                Streams.managed(transmitter.issuer(), new DeliverySettings.Poll(100, false, null, null)),
                OnSilence.FAIL_CLOSED,
                List.of());

        Awaitility.await()
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    assertThat(ask("X-Session-Id", "sess-349").statusCode()).isEqualTo(401);
                    return ask("X-Session-Id", "anybody").statusCode() == 200;
                });
        assertThat(get("/health").body()).contains("\"entries\":350");
    }
}
