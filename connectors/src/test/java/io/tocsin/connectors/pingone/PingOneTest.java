// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pingone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.connectors.webhook.WebhookServer;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.topic.DeadLetter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PingOne's webhook, which sends nothing else until what it sent is taken. */
class PingOneTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> aside = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebhookServer server = WebhookServer.start(
            vertx,
            new HttpServerOptions().setHost("127.0.0.1").setPort(0),
            WebhookLimits.DEFAULT,
            TestEndpoints.of("""
                    webhooks:
                      - {type: pingone, name: pingone, tenant: acme, environment: e1000000,
                         authentication: {type: header, header: X-Tocsin, secrets: [hook-secret]}}
                    """),
            (key, signals, deadLetters) -> {
                heard.addAll(signals);
                aside.addAll(deadLetters);
                return CompletableFuture.completedFuture(null);
            },
            () -> Samples.NOW,
            ConnectorMetrics.in(new SimpleMeterRegistry()));

    @AfterEach
    void close() {
        client.close();
        server.close();
        vertx.close().await();
    }

    @Test
    void whatCannotBeReadIsKeptAndDoesNotStopTheQueue() throws Exception {
        assertThat(post("hook-secret", "{\"events\":".getBytes(UTF_8))).isEqualTo(200);
        assertThat(post("hook-secret", "{\"what\":1}".getBytes(UTF_8))).isEqualTo(200);
        assertThat(aside).hasSize(2);
        assertThat(post("hook-secret", Samples.bytes("pingone/webhook-batch.json")))
                .isEqualTo(200);
        assertThat(heard).hasSize(3);
        assertThat(post("wrong", Samples.bytes("pingone/webhook-batch.json"))).isEqualTo(401);
        assertThat(heard).hasSize(3);
    }

    private int post(String secret, byte[] body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/webhooks/pingone"))
                                .header("Content-Type", "application/json")
                                .header("X-Tocsin", secret)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
