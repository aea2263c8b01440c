// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.TestTls;
import io.tocsin.connectors.intake.Ledger;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.metrics.Rejection;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The webhook server over HTTPS with a ledger in memory, whose acknowledgements a test may hold back. */
final class Bench implements AutoCloseable, Ledger {
    static final int MAX_BODY = 65_536;
    static final int MAX_IN_FLIGHT = 4;
    private static final WebhookLimits LIMITS = new WebhookLimits(
            MAX_BODY,
            null,
            MAX_IN_FLIGHT,
            null,
            Duration.ofMillis(400),
            Duration.ofMillis(600),
            Duration.ofMillis(800));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);
    private final AtomicReference<CompletableFuture<Void>> ack =
            new AtomicReference<>(CompletableFuture.completedFuture(null));
    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final WebhookServer server;
    private final HttpClient client;

    private Bench() throws Exception {
        server = WebhookServer.start(
                vertx,
                TestTls.options(),
                LIMITS,
                TestEndpoints.sample(),
                this,
                now::get,
                ConnectorMetrics.in(registry));
        client = HttpClient.newBuilder().sslContext(TestTls.trusting()).build();
    }

    static Bench start() throws Exception {
        return new Bench();
    }

    @Override
    public CompletableFuture<?> write(TenantShard key, List<Signal> heard, List<DeadLetter> aside) {
        signals.addAll(heard);
        deadLetters.addAll(aside);
        writes.incrementAndGet();
        return ack.get();
    }

    /** Acknowledges nothing from here on until told. */
    CompletableFuture<Void> holdWrites() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        ack.set(held);
        return held;
    }

    void releaseWrites() {
        ack.set(CompletableFuture.completedFuture(null));
    }

    void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    HttpResponse<String> post(Caller caller, byte[] body) throws Exception {
        return send(request(caller, body));
    }

    HttpResponse<String> post(Caller caller, byte[] body, Instant signed) throws Exception {
        return send(caller.prove(anonymous(caller.connector(), body), body, signed, true));
    }

    HttpRequest.Builder request(Caller caller, byte[] body) {
        return caller.prove(anonymous(caller.connector(), body), body, now.get(), true);
    }

    HttpRequest.Builder wrong(Caller caller, byte[] body) {
        return caller.prove(anonymous(caller.connector(), body), body, now.get(), false);
    }

    HttpRequest.Builder repeated(Caller caller, byte[] body) {
        return request(caller, body).header(caller.proof(), "x");
    }

    HttpRequest.Builder anonymous(String connector, byte[] body) {
        return at("/webhooks/" + connector, body);
    }

    HttpRequest.Builder at(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    Socket socket() throws Exception {
        Socket socket = TestTls.trusting().getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    List<Signal> signals() {
        return signals;
    }

    List<String> signalIds() {
        return signals.stream().map(Signal::id).toList();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    int writes() {
        return writes.get();
    }

    void forget() {
        signals.clear();
        deadLetters.clear();
    }

    long accepted() {
        return registry.find("tocsin.connectors.delivery-accepted").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    double rejected(Rejection reason) {
        String tag = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return registry.find("tocsin.connectors.delivery-rejected").tag("reason", tag).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double inFlight() {
        return registry.get("tocsin.connectors.deliveries-in-flight").gauge().value();
    }

    @Override
    public void close() {
        ack.get().complete(null);
        client.close();
        server.close();
        vertx.close().await();
    }
}
