// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.connectors.metrics.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much a caller may send, how slowly, and how many at once; and that nobody is told of success too early. */
class WebhookBoundsTest {
    @AutoClose
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.start();
    }

    @ParameterizedTest
    @EnumSource
    void anOversizedBodyIsRefusedHoweverItComes(Caller caller) throws Exception {
        byte[] body = new byte[Bench.MAX_BODY + 1];
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> declared =
                    bench.send(bench.request(caller, body).version(version));
            assertThat(declared.statusCode()).as("%s", version).isEqualTo(413);
            assertThat(declared.body()).contains("found a body of more than " + Bench.MAX_BODY + " bytes");
            HttpResponse<String> chunked = bench.send(bench.request(caller, body)
                    .version(version)
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
            assertThat(chunked.statusCode()).as("%s in chunks", version).isEqualTo(413);
        }
        assertThat(bench.writes()).isZero();
        assertThat(bench.rejected(Rejection.TOO_LARGE)).isEqualTo(4);
    }

    @Test
    void aBodyOfExactlyTheBoundIsRead() throws Exception {
        byte[] body = (" ".repeat(Bench.MAX_BODY - 2) + "{}").getBytes(UTF_8);
        assertThat(bench.post(Caller.JAMF, body).statusCode()).isEqualTo(200);
        assertThat(bench.deadLetters()).hasSize(1);
    }

    @Test
    void tooManyRecordsAreRefusedAsOne() throws Exception {
        String body = "{\"detections\":[" + "1,".repeat(5_000) + "1]}";
        assertThat(bench.post(Caller.EDR, body.getBytes(UTF_8)).statusCode()).isEqualTo(400);
        assertThat(bench.deadLetters()).hasSize(1);
    }

    @Test
    void nobodyHearsOfSuccessBeforeItIsWritten() throws Exception {
        CompletableFuture<Void> ack = bench.holdWrites();
        CompletableFuture<HttpResponse<String>> response =
                bench.sendAsync(bench.request(Caller.OKTA, Caller.OKTA.body()));
        await().until(() -> bench.writes() == 1);
        assertThat(response).isNotDone();
        ack.complete(null);
        assertThat(response.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aWriteThatFailsOrLastsTooLongMakesTheCallerTryAgain() throws Exception {
        CompletableFuture<Void> failing = bench.holdWrites();
        failing.completeExceptionally(new IOException("no broker"));
        HttpResponse<String> failed = bench.post(Caller.OKTA, Caller.OKTA.body());
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Retry-After")).contains("5");
        assertThat(failed.body()).doesNotContain("no broker");
        CompletableFuture<Void> slow = bench.holdWrites();
        assertThat(bench.post(Caller.OKTA, Caller.OKTA.body()).statusCode()).isEqualTo(503);
        slow.complete(null);
        assertThat(bench.rejected(Rejection.NOT_WRITTEN)).isEqualTo(2);
    }

    @Test
    void moreThanTheBoundAtOnceAreSentAway() throws Exception {
        CompletableFuture<Void> ack = bench.holdWrites();
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < Bench.MAX_IN_FLIGHT; i++) {
            responses.add(bench.sendAsync(bench.request(Caller.OKTA, Caller.OKTA.body())));
        }
        await().until(() -> bench.writes() == Bench.MAX_IN_FLIGHT);
        HttpResponse<String> refused = bench.post(Caller.OKTA, Caller.OKTA.body());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        ack.complete(null);
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.get().statusCode()).isIn(200, 503);
        }
        await().until(() -> bench.inFlight() == 0);
        bench.releaseWrites();
        assertThat(bench.post(Caller.OKTA, Caller.OKTA.body()).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatDribblesIsCutOff() throws Exception {
        try (var socket = bench.socket()) {
            socket.getOutputStream()
                    .write("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
        assertThat(bench.rejected(Rejection.TOO_SLOW)).isEqualTo(1);
        await().until(() -> bench.inFlight() == 0);
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        try (var socket = bench.socket()) {
            socket.getOutputStream()
                    .write("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(UTF_8));
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(UTF_8);
            int sent = 0;
            try {
                for (; sent < 100_000; sent++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(sent).isLessThan(100_000);
        }
    }

    @Test
    void aCallerOfHttp1WhoSendsTooMuchStillSeesTheAnswer() throws Exception {
        try (var socket = bench.socket()) {
            int length = Bench.MAX_BODY + 1;
            socket.getOutputStream()
                    .write(("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"
                                    + "x".repeat(length))
                            .getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(40), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (var socket = bench.socket()) {
            socket.getOutputStream().write("POST /webhooks/okta HT".getBytes(UTF_8));
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aCallerThatWaitsForLeaveToSendGetsIt() throws Exception {
        HttpResponse<String> response =
                bench.send(bench.request(Caller.OKTA, Caller.OKTA.body()).expectContinue(true));
        assertThat(response.statusCode()).isEqualTo(200);
    }
}
