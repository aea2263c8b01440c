// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static io.tocsin.receiver.rig.Signer.sign;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.envoy.EnvoySettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.tocsin.schemas.event.EventType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An edge, its transmitter and a proxy that asks, anew for each test. */
abstract class EdgeScenario {
    static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(Instant.now());
    final HttpClient http = Tls.client();
    Vertx vertx;
    ScriptedTransmitter transmitter;

    @Nullable
    Edge edge;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
    }

    @AfterEach
    void stop() {
        if (edge != null) {
            edge.close();
        }
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    void startEdge(StreamSettings stream, OnSilence onSilence) {
        startEdge(stream, onSilence, List.of());
    }

    void startEdge(StreamSettings stream, OnSilence onSilence, List<RouteSettings> routes) {
        startEdge(stream, onSilence, routes, 0);
    }

    private void startEdge(StreamSettings stream, OnSilence onSilence, List<RouteSettings> routes, int port) {
        startEdge(List.of(stream), onSilence, routes, port);
    }

    void startEdge(List<StreamSettings> streams, OnSilence onSilence, List<RouteSettings> routes, int port) {
        startEdge(streams, onSilence, routes, port, null);
    }

    void startEdge(
            List<StreamSettings> streams,
            OnSilence onSilence,
            List<RouteSettings> routes,
            int port,
            @Nullable EnvoySettings envoy) {
        edge = Edge.start(
                new EdgeConfig(
                        ReceiverConfig.of(streams, SeenSettings.onDisk(folder.resolve("seen.journal"))),
                        routes,
                        folder,
                        Duration.ofHours(8),
                        0,
                        Duration.ofMinutes(5),
                        onSilence,
                        null,
                        envoy,
                        null),
                vertx,
                Tls.server().setUseAlpn(true).setPort(port),
                clock);
    }

    void startPolling(OnSilence onSilence) {
        startEdge(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT), onSilence);
        await().atMost(LONG).until(() -> ask("X-Session-Id", "anyone").statusCode() == 200);
    }

    int port() {
        return requireNonNull(edge).port();
    }

    HttpResponse<String> ask(String... headers) throws IOException, InterruptedException {
        return get("/forward-auth", headers);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void tell(ObjectNode payload) {
        transmitter.enqueue(payload.path("jti").asText(), sign(payload.toString()));
    }

    ObjectNode revocation(String jti, EventType type) {
        return Sets.payload(transmitter.issuer(), jti, clock.instant(), type);
    }

    void awaitAcknowledged() {
        await().atMost(LONG).until(() -> transmitter.queued() == 0);
    }

    static String mode(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Tocsin-Mode").orElse("");
    }

    HttpClientAgent client(HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setTrustOptions(new PemTrustOptions().addCertPath(Tls.ca().toString())));
    }
}
