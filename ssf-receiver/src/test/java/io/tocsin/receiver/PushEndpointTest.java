// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndpointTest extends PushScenario {
    @Test
    @Requirement({"RCV-2", "PUSH-5.4-1", "A-30"})
    void onlyTheRegisteredSenderIsHeard() {
        var wrong = client.request(set("a")).setHeader("Authorization", PushClient.AUTHORIZATION + "x");

        HttpResponse<String> answer = client.send(wrong.build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(PushClient.err(answer)).isEqualTo("authentication_failed");
        assertThat(handler.sets).isEmpty();
        assertThat(transmitter.jwksFetches).hasValue(0);
    }

    @Test
    void aSenderWithoutAnyAuthorizationIsNotHeard() {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + receiver.port() + Streams.PATH))
                        .header("Content-Type", "application/secevent+jwt")
                        .POST(BodyPublishers.ofString(set("a")))
                        .build());

        assertThat(PushClient.err(answer)).isEqualTo("authentication_failed");
    }

    @Test
    @Requirement({"RCV-1"})
    void anotherMediaTypeIsRefused() {
        HttpResponse<String> answer = client.send(client.request(set("a"))
                .setHeader("Content-Type", "application/json")
                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(PushClient.err(answer)).isEqualTo("invalid_request");
    }

    @Test
    void theMediaTypeMayHaveParametersAndCapitals() {
        HttpResponse<String> answer = client.send(client.request(set("a"))
                .setHeader("Content-Type", "Application/SecEvent+JWT; charset=utf-8")
                .build());

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    @Requirement({"PUSH-2.3-3"})
    void otherPathsAndMethodsAreNotServed() {
        assertThat(new PushClient(receiver.port(), "/ssf/in/other")
                        .push(set("a"))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> get = client.send(client.request("").GET().build());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    @Requirement({"RCV-1", "PUSH-2.3-3", "PUSH-5.4-1"})
    void aBodyTooLongIsNotRead() {
        assertThat(client.push("x".repeat(64 * 1024 + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    @Requirement({"SEC-6"})
    void moreThanTheAllowedNumberAtATimeAreAskedToComeAgain() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        handler.gate = gate;
        CompletableFuture<HttpResponse<String>> first = client.pushAsync(set("a"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> handler.sets.size() == 1);

        HttpResponse<String> second = client.push(set("b"));
        gate.complete(null);

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        assertThat(first.join().statusCode()).isEqualTo(202);
        assertThat(client.push(set("b")).statusCode()).isEqualTo(202);
    }

    @Test
    @Requirement({"PUSH-2-2", "RCV-12"})
    void theAnswerWaitsForTheHandler() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        handler.gate = gate;

        CompletableFuture<HttpResponse<String>> answer = client.pushAsync(set("a"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> handler.sets.size() == 1);
        assertThat(answer).isNotDone();
        gate.complete(null);

        assertThat(answer.join().statusCode()).isEqualTo(202);
    }

    @Test
    @Requirement({"PUSH-2-2"})
    void aPushThatIsBeingHandledIsAnsweredBeforeTheEnd() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        handler.gate = gate;
        CompletableFuture<HttpResponse<String>> answer = client.pushAsync(set("a"));
        Awaitility.await().until(() -> handler.sets.size() == 1);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(receiver::close);
        Awaitility.await().until(() -> isRefused(receiver.port()));
        gate.complete(null);

        assertThat(answer.join().statusCode()).isEqualTo(202);
        closed.join();
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "enabled", "disabled"})
    @Requirement({"SSF-8.1.5-6"})
    void streamUpdatesAreAnsweredHereAndCanBeObserved(String status) {
        ObjectNode payload =
                Sets.ofStream(transmitter.issuer(), "u-" + status, NOW, EventType.STREAM_UPDATED, "s-pushed");
        Sets.event(payload).put("status", status);

        assertThat(client.push(sign(payload.toString())).statusCode()).isEqualTo(202);

        assertThat(handler.statuses).containsExactly(status);
        assertThat(handler.sets).isEmpty();
        assertThat(receiver.health().getFirst().status().name()).isEqualToIgnoringCase(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device-compliance-change.json",
                "session-revoked-final-sub_id.json",
                "session-revoked-legacy-in-event-subject.json"
            })
    void payloadsOfRealTransmittersAreAcceptedWhereLegacyIsAllowed(String sample) throws Exception {
        restartReceiver(SeenSettings.IN_MEMORY, true);
        ObjectNode payload = sample(sample).put("iss", transmitter.issuer()).put("aud", Sets.AUDIENCE);

        HttpResponse<String> answer = client.push(sign(payload.toString()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(handler.sets).hasSize(1);
    }

    @Test
    void theLegacyFormIsRefusedWhereItIsNotAllowed() throws Exception {
        ObjectNode payload = sample("session-revoked-legacy-in-event-subject.json")
                .put("iss", transmitter.issuer())
                .put("aud", Sets.AUDIENCE);

        assertThat(PushClient.err(client.push(sign(payload.toString())))).isEqualTo("invalid_request");
    }

    @Test
    void nothingOutOfATokenGetsIntoTheLog() throws IOException {
        String evil = "evil\r\n2026 ERROR forged";
        client.push(sign(payload(evil).put("iss", evil).toString()));
        client.push(sign(payload(evil).put("aud", evil).toString()));
        client.push(sign(payload(evil).put("sub", evil).toString()));
        client.push(sign(payload(evil).toString()));
        client.push(sign(payload(evil).put("txn", evil + "2").toString()));
        client.push(sign("{\"typ\":\"evil\\r\\nforged\"}", "{}", Signer.RSA, JWSAlgorithm.RS256));

        assertThat(Path.of("target/receiver-test-" + System.getProperty("test.jvm", "1") + ".log"))
                .content()
                .contains("Refused a SET on stream acme: invalid_issuer", "SECURITY: stream acme")
                .doesNotContain("forged", "sess-1", "eyJ", "from-the-transmitter");
    }

    @Test
    @Requirement({"RCV-8"})
    void aClockThatIsWrongIsSaid() {
        ObjectNode ahead = payload("a").put("iat", NOW.plusSeconds(1234).getEpochSecond());

        assertThat(PushClient.err(client.push(sign(ahead.toString())))).isEqualTo("invalid_request");

        assertThat(Path.of("target/receiver-test-" + System.getProperty("test.jvm", "1") + ".log"))
                .content()
                .contains("issued 1234 s ahead of the clock here");
    }

    private static ObjectNode sample(String name) throws IOException {
        try (InputStream in = PushEndpointTest.class.getResourceAsStream("/ssf-inbound/" + name)) {
            return (ObjectNode) new ObjectMapper().readTree(in).get("payload");
        }
    }
}
