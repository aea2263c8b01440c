// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.edge.envoy.ExtAuthz;
import io.tocsin.receiver.edge.question.Answer;
import io.tocsin.receiver.edge.question.HttpQuestion;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.tocsin.receiver.edge.route.EdgeMetrics;
import io.tocsin.receiver.edge.route.Routes;
import io.tocsin.receiver.edge.route.Silence;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who is out by the SETs of its streams, and answers the questions of proxies from memory. What it knew it knows
 * again after a restart, before it answers anything.
 */
public final class Edge implements AutoCloseable {
    static final String HEALTH = "/health";

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final Duration START = Duration.ofSeconds(10);
    /** How long questions and pushes that are being answered may take to end. */
    private static final Duration STOP = Duration.ofSeconds(8);

    /** A proxy sends on what it is sent: long URLs, many cookies, tokens; nginx takes 32 KiB unless told otherwise. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final long LISTEN_TO_SILENCE_MILLIS = 100;
    private static final int REMEMBERED_SETS = 50_000;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Duration silenceLimit;
    private final Silence silence;
    private final Revocations revocations;
    private final EdgeIntake intake;
    private final Routes routes;
    private final Receiver receiver;
    /** Envoy's gRPC, where it is asked for. */
    private final @Nullable ExtAuthz envoy;

    private final HttpServer server;
    private final long timer;

    private Edge(
            EdgeConfig config,
            KnownBefore known,
            Vertx vertx,
            HttpServerOptions options,
            InstantSource clock,
            EdgeMetrics metrics) {
        this.vertx = vertx;
        this.clock = clock;
        this.silenceLimit = config.silenceLimit();
        this.silence = new Silence(clock);
        this.revocations = known.revocations();
        this.intake = known.intake();
        this.routes = new Routes(
                config.routes(),
                config.silenceLimit(),
                config.onSilence(),
                revocations,
                silence,
                vertx,
                clock,
                metrics);
        this.receiver = Receiver.start(forMarks(config.receiver()), vertx, intake, clock, metrics);
        this.envoy = config.envoy() == null ? null : ExtAuthz.of(config.envoy(), routes, vertx);
        this.server = vertx.createHttpServer(forProxies(options)).requestHandler(this::serve);
        this.timer = vertx.setPeriodic(LISTEN_TO_SILENCE_MILLIS, tick -> silence.update(receiver.health()));
    }

    private static HttpServerOptions forProxies(HttpServerOptions options) {
        HttpServerOptions roomy = new HttpServerOptions(options)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_HEADER_BYTES);
        roomy.getInitialSettings().setMaxHeaderListSize(MAX_HEADER_BYTES);
        return roomy;
    }

    private void serve(HttpServerRequest request) {
        String asked = String.valueOf(request.path());
        if (asked.equals(HEALTH)) {
            health(request);
        } else if (receiver.pushEndpoint().serves(asked)) {
            receiver.pushEndpoint().handle(request);
        } else if (envoy != null && asked.equals(ExtAuthz.PATH)) {
            envoy.handle(request);
        } else {
            HttpQuestion question = new HttpQuestion(request);
            Future<Answer> answer = routes.ask(asked, question);
            if (answer == null) {
                request.response().setStatusCode(404).end().onFailure(gone -> {});
            } else {
                answer.onSuccess(question::answer);
            }
        }
    }

    /** A mark made twice is the same mark: remembering a million SETs would only cost memory. */
    private static ReceiverConfig forMarks(ReceiverConfig config) {
        return config.seen().equals(SeenSettings.IN_MEMORY)
                ? new ReceiverConfig(
                        config.streams(),
                        new SeenSettings(null, config.seen().retention(), REMEMBERED_SETS),
                        config.maxSetBytes(),
                        config.maxInFlight(),
                        config.certificateRevocation())
                : config;
    }

    /**
     * Starts; waits until the server listens, not for the transmitters. Not for event loops.
     *
     * @param known of the same configuration; the edge closes it
     * @param server host, port and TLS, ready to use; serves the proxy, {@code /health} and pushes
     * @throws IllegalStateException if the server cannot listen
     */
    public static Edge start(
            EdgeConfig config,
            KnownBefore known,
            Vertx vertx,
            HttpServerOptions server,
            InstantSource clock,
            EdgeMetrics metrics) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an edge waits for its server and cannot be started on an event loop");
        }
        Edge edge = made(config, known, vertx, server, clock, metrics);
        try {
            await(edge.server.listen(), "listening");
            return edge;
        } catch (RuntimeException e) {
            edge.close();
            throw e;
        }
    }

    private static Edge made(
            EdgeConfig config,
            KnownBefore known,
            Vertx vertx,
            HttpServerOptions server,
            InstantSource clock,
            EdgeMetrics metrics) {
        try {
            return new Edge(config, known, vertx, server, clock, metrics);
        } catch (RuntimeException e) {
            known.close();
            throw e;
        }
    }

    /** The same; reads what is known from before first, and throws as {@link KnownBefore#read} does. */
    public static Edge start(EdgeConfig config, Vertx vertx, HttpServerOptions server, InstantSource clock) {
        return start(config, KnownBefore.read(config, clock), vertx, server, clock, EdgeMetrics.NONE);
    }

    /** How many marks of who is out it keeps. */
    public int entries() {
        return revocations.size();
    }

    /** How many of them it forgot before their time, because there were too many. */
    public long forgottenEarly() {
        return revocations.forgottenEarly();
    }

    /** Does some route act on the silence of a hub? */
    public boolean isSilent() {
        return routes.standing().stream().anyMatch(Routes.Standing::silent);
    }

    public int port() {
        return server.actualPort();
    }

    /** The streams it is fed by. */
    public Receiver receiver() {
        return receiver;
    }

    private void health(HttpServerRequest request) {
        EdgeHealth health = new EdgeHealth(
                routes.standing(),
                revocations,
                intake,
                receiver.health(),
                clock.instant().minus(silenceLimit));
        request.response()
                .setStatusCode(health.isShut() ? 503 : 200)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(health.json().toString())
                .onFailure(gone -> {});
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        try {
            await(server.shutdown(STOP.toMillis(), TimeUnit.MILLISECONDS), "closing");
        } catch (IllegalStateException e) {
            LOG.warn("The edge's server did not close", e);
        }
        routes.close();
        receiver.close();
        intake.close();
    }

    private static <T> T await(Future<T> future, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(what + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
