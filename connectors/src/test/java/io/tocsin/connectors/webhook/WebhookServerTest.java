// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.metrics.Rejection;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.topic.DeadLetter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a delivery: taken, set aside, or refused for what it does not prove. */
class WebhookServerTest {
    private static final String LEAKS = "alice|hook-shared-secret|jamf-password|test-secret|FVFXFAKE01Q6|whsec";

    @AutoClose
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.start();
    }

    @ParameterizedTest
    @EnumSource
    void aGoodDeliveryIsKeptAndAccepted(Caller caller) throws Exception {
        HttpResponse<String> response = bench.post(caller, caller.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(bench.signals()).hasSize(caller.signals());
        assertThat(bench.deadLetters()).isEmpty();
        assertThat(bench.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theSameDeliveryTwiceGivesTheSameIds(Caller caller) throws Exception {
        assertThat(bench.post(caller, caller.body()).statusCode()).isEqualTo(200);
        List<String> first = bench.signalIds();
        bench.forget();
        assertThat(bench.post(caller, caller.body()).statusCode()).isEqualTo(200);
        assertThat(bench.signalIds()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMalformedIsRefusedWithAReasonAndSetAside(Caller caller) throws Exception {
        List<String> bodies = List.of(
                "",
                "{",
                "alice",
                "{\"a\":1,\"a\":2}",
                "[".repeat(100) + "]".repeat(100),
                new String(caller.body(), UTF_8) + "x",
                "\"alice\"");
        List<String> reasons = new ArrayList<>();
        for (String body : bodies) {
            HttpResponse<String> response = bench.post(caller, body.getBytes(UTF_8));
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).as(body).contains("found", "expected").doesNotContainPattern(LEAKS);
            reasons.add(response.body());
        }
        assertThat(reasons.get(3)).contains("a key given twice in one object");
        assertThat(reasons.get(4)).contains("64 levels");
        assertThat(bench.deadLetters())
                .extracting(letter -> new String(letter.body(), UTF_8))
                .containsExactlyElementsOf(bodies);
        assertThat(bench.deadLetters())
                .allSatisfy(letter -> assertThat(letter.reason()).doesNotContainPattern(LEAKS));
        assertThat(bench.rejected(Rejection.MALFORMED)).isEqualTo(bodies.size());
        assertThat(bench.signals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNotUtf8AreRefusedAndSetAsideAsTheyCame(Caller caller) throws Exception {
        byte[] body = caller.body();
        body[body.length / 2] = (byte) 0xff;
        HttpResponse<String> response = bench.post(caller, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("not UTF-8");
        assertThat(bench.deadLetters().getFirst().body()).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource
    void anotherContentTypeIsRefusedAndSetAside(Caller caller) throws Exception {
        for (String type : List.of("text/xml", "application/json; charset=iso-8859-1", "application/jsonx")) {
            HttpResponse<String> response =
                    bench.send(bench.request(caller, caller.body()).setHeader("Content-Type", type));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
            assertThat(response.body()).contains("Content-Type: found another type, expected application/json");
        }
        assertThat(bench.deadLetters())
                .extracting(DeadLetter::contentType)
                .startsWith("text/xml")
                .hasSize(3);
        for (String type : List.of("application/json; charset=UTF-8", "application/cloudevents+json")) {
            assertThat(bench.send(bench.request(caller, caller.body()).setHeader("Content-Type", type))
                            .statusCode())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverProvesNothingIsRefusedAndNothingOfItIsKept(Caller caller) throws Exception {
        HttpResponse<String> unsigned = bench.send(bench.anonymous(caller.connector(), caller.body()));
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.headers().firstValue("WWW-Authenticate")).isPresent();
        byte[] garbage = "{".getBytes(UTF_8);
        assertThat(bench.send(bench.anonymous(caller.connector(), garbage)).statusCode())
                .as("authenticated before parsing")
                .isEqualTo(401);
        assertThat(bench.send(bench.wrong(caller, caller.body())).statusCode()).isEqualTo(401);
        assertThat(bench.send(bench.repeated(caller, caller.body())).statusCode())
                .as("proof given twice")
                .isEqualTo(401);
        assertThat(bench.writes()).isZero();
        assertThat(bench.rejected(Rejection.UNAUTHENTICATED)).isEqualTo(4);
        assertThat(unsigned.body()).doesNotContainPattern(LEAKS);
    }

    @ParameterizedTest
    @EnumSource(names = {"EDR", "INVENTORY"})
    void aStaleSignatureIsRefused(Caller caller) throws Exception {
        bench.advance(Duration.ofSeconds(301));
        assertThat(bench.post(caller, caller.body(), Samples.NOW).statusCode()).isEqualTo(401);
        assertThat(bench.writes()).isZero();
    }

    @Test
    void anEmptyBatchIsAcceptedAndSaysNothing() throws Exception {
        assertThat(bench.post(Caller.OKTA, "{\"data\":{\"events\":[]}}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(bench.post(Caller.EDR, "{\"detections\":[]}".getBytes(UTF_8)).statusCode())
                .isEqualTo(200);
        assertThat(bench.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":{\"events\":{}}}",
                "{\"data\":{\"events\":null}}",
                "{\"data\":[]}",
                "{\"data\":\"x\"}"
            })
    void anEnvelopeOfAnotherShapeIsRefused(String body) throws Exception {
        HttpResponse<String> response = bench.post(Caller.OKTA, body.getBytes(UTF_8));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/data/events: found", "expected an array");
        assertThat(bench.deadLetters()).hasSize(1);
    }

    @Test
    void aBadRecordInTheMiddleIsSetAsideAndTheOthersArrive() throws Exception {
        String good = Samples.json("okta/event-hook-delivery.json")
                .at("/data/events/0")
                .toString();
        String bad = "{ \"uuid\" :7, \"who\":\"alice\" }";
        String body = "{\"data\":{\"events\":[" + good + "," + bad + ","
                + good.replace("0f000004-0000", "0f000099-0000") + ",null]}}";
        assertThat(bench.post(Caller.OKTA, body.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(bench.signals()).hasSize(2);
        assertThat(bench.deadLetters())
                .extracting(letter -> new String(letter.body(), UTF_8))
                .containsExactly(bad, "null");
        assertThat(bench.deadLetters().getFirst().reason())
                .contains("/data/events/1/")
                .contains("expected a text")
                .doesNotContain("alice");
        assertThat(bench.deadLetters().getFirst().origin()).isEqualTo("okta");
    }

    @Test
    void anUnknownConnectorIsNotFound() throws Exception {
        for (String path :
                List.of("/webhooks/nobody", "/webhooks/", "/webhooks", "/", "/webhooks/okta/x/y", "/metrics")) {
            HttpResponse<String> response = bench.send(bench.at(path, Caller.OKTA.body()));
            assertThat(response.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(bench.send(bench.at("/webhooks/okta/x", Caller.OKTA.body())
                                .setHeader("Authorization", "hook-shared-secret"))
                        .statusCode())
                .as("a path secret where none is used")
                .isEqualTo(401);
    }

    @Test
    void aSecretPathAdmits() throws Exception {
        byte[] body = Samples.bytes("jamf/ComputerCheckIn.json");
        assertThat(bench.send(bench.at("/webhooks/jamf-old/path-secret-0123456789", body))
                        .statusCode())
                .isEqualTo(200);
        assertThat(bench.send(bench.at("/webhooks/jamf-old/path-secret-0123456788", body))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bench.send(bench.at("/webhooks/jamf-old", body)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void bothSecretsAdmitDuringARotation() throws Exception {
        for (String secret : List.of("hook-shared-secret", "hook-next-secret")) {
            assertThat(bench.send(bench.anonymous("okta", Caller.OKTA.body()).setHeader("Authorization", secret))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpResponse<String> response =
                    bench.send(bench.request(Caller.OKTA, new byte[0]).method(method, BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("POST");
        }
        assertThat(bench.send(bench.request(Caller.JAMF, new byte[0]).GET()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void oktasChallengeIsAnsweredOnceItProvesItself() throws Exception {
        var request = Samples.json("okta/event-hook-verification.json").at("/request/headers");
        String challenge = request.get("X-Okta-Verification-Challenge").textValue();
        HttpResponse<String> right = bench.send(bench.at("/webhooks/okta", new byte[0])
                .GET()
                .setHeader("Authorization", request.get("Authorization").textValue())
                .setHeader("X-Okta-Verification-Challenge", challenge));
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(right.body()).isEqualTo("{\"verification\":\"" + challenge + "\"}");
        HttpResponse<String> wrong = bench.send(
                bench.at("/webhooks/okta", new byte[0]).GET().setHeader("X-Okta-Verification-Challenge", challenge));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).doesNotContain(challenge);
        assertThat(bench.send(bench.at("/webhooks/okta", new byte[0])
                                .GET()
                                .setHeader("Authorization", "hook-shared-secret"))
                        .statusCode())
                .isEqualTo(400);
    }
}
