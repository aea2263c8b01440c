// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.tocsin.connectors.intake.Answer;
import io.tocsin.connectors.intake.Answer.Refused;
import io.tocsin.connectors.intake.Delivery;
import io.tocsin.connectors.intake.Endpoint;
import io.tocsin.connectors.intake.Intake;
import io.tocsin.connectors.intake.Ledger;
import io.tocsin.connectors.intake.Target;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.metrics.Rejection;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The HTTPS server in front of {@link Intake}. The event loop reads and writes bytes only; each complete delivery is
 * taken in on a virtual thread of its own, because hashing, mapping and Kafka's {@code send} may all take their time.
 */
public final class WebhookServer implements AutoCloseable {
    private final Vertx vertx;
    private final WebhookLimits limits;
    private final Intake intake;
    private final InstantSource clock;
    private final ConnectorMetrics metrics;
    private final ConnectionGuard guard;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private final Outage outage = new Outage();

    private WebhookServer(
            Vertx vertx,
            HttpServerOptions options,
            WebhookLimits limits,
            Intake intake,
            InstantSource clock,
            ConnectorMetrics metrics) {
        this.vertx = vertx;
        this.limits = limits;
        this.intake = intake;
        this.clock = clock;
        this.metrics = metrics;
        this.guard = new ConnectionGuard(vertx, limits);
        this.server = vertx.createHttpServer(options);
    }

    /**
     * Listens once it returns.
     *
     * @param endpoints by name, at least one
     * @param options host, port and TLS
     */
    public static WebhookServer start(
            Vertx vertx,
            HttpServerOptions options,
            WebhookLimits limits,
            Map<String, Endpoint> endpoints,
            Ledger ledger,
            InstantSource clock,
            ConnectorMetrics metrics) {
        Intake intake = new Intake(endpoints, ledger, clock, metrics);
        WebhookServer started = new WebhookServer(vertx, options, limits, intake, clock, metrics);
        started.server
                .connectionHandler(started.guard::opened)
                .requestHandler(started::on)
                .listen()
                .await();
        return started;
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Takes no more deliveries, and waits a while for those under way. */
    @Override
    public void close() {
        server.shutdown(5, TimeUnit.SECONDS).await();
        threads.close();
    }

    private void on(HttpServerRequest request) {
        guard.began(request);
        AtomicBoolean ended = new AtomicBoolean();
        Handler<Void> onEnd = end -> {
            if (ended.compareAndSet(false, true)) {
                guard.ended(request);
            }
        };
        request.response().endHandler(onEnd).closeHandler(onEnd);
        Target target = Target.of(request.path());
        Endpoint endpoint = intake.endpoint(target.connector());
        Exchange exchange = new Exchange(
                request, vertx.getOrCreateContext(), endpoint == null ? "unknown" : endpoint.name(), clock, metrics);
        if (request.method().equals(HttpMethod.POST)) {
            deliver(request, target, exchange);
        } else if (request.method().equals(HttpMethod.GET)) {
            exchange.answer(intake.verify(delivery(request, target, new byte[0])));
        } else {
            exchange.answer(Refused.of(Rejection.METHOD_NOT_ALLOWED, "found another method, expected POST"));
        }
    }

    private void deliver(HttpServerRequest request, Target target, Exchange exchange) {
        if (inFlight.incrementAndGet() > limits.maxInFlight()) {
            inFlight.decrementAndGet();
            exchange.answer(Refused.of(Rejection.BUSY, "too many deliveries under way"));
            return;
        }
        metrics.deliveriesInFlight(1);
        BodyReader.read(vertx, request, limits, held)
                .onSuccess(body -> takeIn(delivery(request, target, body), exchange))
                .onFailure(cause -> {
                    end();
                    if (cause instanceof RejectedException rejected) {
                        exchange.answer(rejected.answer());
                    }
                });
    }

    private void takeIn(Delivery delivery, Exchange exchange) {
        long timer = vertx.setTimer(limits.ackTimeout().toMillis(), t -> exchange.answer(notWritten()));
        threads.execute(() -> {
            var unused = outcome(delivery).whenComplete((answer, failure) -> {
                vertx.cancelTimer(timer);
                end();
                exchange.answer(failure == null ? answer : notWritten());
                outage.noted(failure);
            });
        });
    }

    private CompletableFuture<Answer> outcome(Delivery delivery) {
        try {
            return intake.deliver(delivery);
        } catch (RuntimeException ours) {
            return CompletableFuture.failedFuture(ours);
        }
    }

    /** Only now: a delivery that Kafka has not settled counts against the bound, however its caller was answered. */
    private void end() {
        inFlight.decrementAndGet();
        metrics.deliveriesInFlight(-1);
    }

    private static Delivery delivery(HttpServerRequest request, Target target, byte[] body) {
        return new Delivery(
                target, name -> single(request.headers(), name), name -> single(request.params(), name), body);
    }

    private static @Nullable String single(MultiMap all, String name) {
        List<String> values = all.getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static Answer notWritten() {
        return Refused.of(Rejection.NOT_WRITTEN, "what was sent could not be stored in time, send it again");
    }
}
