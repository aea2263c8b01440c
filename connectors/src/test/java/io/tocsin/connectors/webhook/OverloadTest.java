// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.sample.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that take more than their share, and others beside them. */
class OverloadTest {
    private static final int CONNECTIONS = 64;
    private static final WebhookLimits LIMITS = new WebhookLimits(null, null, null, CONNECTIONS, null, null, null);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger written = new AtomicInteger();
    private final List<Socket> held = new ArrayList<>();
    private final WebhookServer server;

    OverloadTest() throws IOException {
        server = WebhookServer.start(
                vertx,
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                LIMITS,
                TestEndpoints.sample(),
                (key, signals, deadLetters) -> {
                    written.addAndGet(signals.size());
                    return CompletableFuture.completedFuture(null);
                },
                () -> Samples.NOW,
                ConnectorMetrics.in(new SimpleMeterRegistry()));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        server.close();
        vertx.close().await();
    }

    private Socket hold(String begun) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        held.add(socket);
        if (!begun.isEmpty()) {
            socket.getOutputStream().write(begun.getBytes(UTF_8));
        }
        return socket;
    }

    private int post(HttpClient client) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/webhooks/okta"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "hook-shared-secret")
                                .POST(BodyPublishers.ofByteArray(Samples.bytes("okta/event-hook-delivery.json")))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whoeverOnlyHoldsConnectionsKeepsNobodyOut() throws Exception {
        for (int i = 0; i < 10 * CONNECTIONS; i++) {
            // nothing, or a head that never ends
            hold(i % 2 == 0 ? "" : "POST /webhooks/okta HTTP/1.1\r\nX-Slow: ");
            if (i % CONNECTIONS == 0) {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    assertThat(post(client)).isEqualTo(200);
                }
            }
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client)).isEqualTo(200);
        }
        assertThat(written).hasValue(2 * 11);
    }

    @Test
    void aHugeBodyAndASlowOneDisturbNobody() throws Exception {
        for (int i = 0; i < 8; i++) {
            hold("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
        }
        Socket huge = hold("POST /webhooks/okta HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> pour(huge, 100_000_000));
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 200; i++) {
                assertThat(post(client)).isEqualTo(200);
            }
        }
        assertThat(sent.get()).as("cut off long before its end").isLessThan(64L << 20);
        assertThat(written).hasValue(2 * 200);
    }

    /** How many bytes of so many the server let be sent. */
    private static long pour(Socket socket, long bytes) {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(UTF_8);
        long sent = 0;
        try {
            for (; sent < bytes; sent += 0x10000) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException closed) {
            return sent;
        }
        return sent;
    }
}
