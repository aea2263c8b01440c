// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.http.placement.Placement;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.replay.Replays;
import io.tocsin.transmitter.topology.running.RunningTopology;
import io.tocsin.transmitter.view.FollowedTopic;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running SSF transmitter. Its topics must exist. */
public final class Transmitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    /** For requests that are under way. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private static final long DRAIN_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int DRAIN_CHECKS = 400;

    private final HttpServer server;
    private final RunningTopology topology;
    private final Lanes lanes;
    private final Operations operations;
    private final SigningKeys keys;
    private final DeadLetters deadLetters;
    private final Replays replays;
    private final Placement placement;
    private final List<FollowedTopic> followed;
    private final Parts parts;

    private Transmitter(HttpServer server, Assembly assembly, Parts parts) {
        this.server = server;
        this.topology = assembly.topology();
        this.lanes = assembly.lanes();
        this.operations = assembly.operations();
        this.keys = assembly.keys();
        this.deadLetters = assembly.deadLetters();
        this.replays = assembly.replays();
        this.placement = assembly.placement();
        this.followed = assembly.followed();
        this.parts = parts;
    }

    /** The same without metrics. */
    public static Transmitter start(
            TransmitterConfig config,
            Vertx vertx,
            HttpServerOptions http,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock) {
        return start(config, vertx, http, kafka, wire, writer, clock, TransmitterMetrics.NONE);
    }

    /**
     * Reads the registry, starts delivering, then listens. Blocks until it listens: not to be called on an event loop.
     * What is given stays the caller's to close.
     *
     * @param http where to listen, with TLS; throws {@link IllegalArgumentException} without
     */
    public static Transmitter start(
            TransmitterConfig config,
            Vertx vertx,
            HttpServerOptions http,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            TransmitterMetrics metrics) {
        if (!http.isSsl()) {
            throw new IllegalArgumentException("the transmitter's server has no TLS, SSF allows https only");
        }
        Parts parts = new Parts();
        try {
            Assembly assembly = Assembly.of(
                    config,
                    new Assembly.Surroundings(
                            vertx, kafka, wire, writer, clock, metrics, http.getClientAuth() != ClientAuth.NONE),
                    parts);
            HttpServer server = vertx.createHttpServer(http).requestHandler(assembly.router());
            Transmitter transmitter = new Transmitter(server, assembly, parts);
            transmitter.run();
            return transmitter;
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    /** What its operator can look at and do. */
    public Operations operations() {
        return operations;
    }

    /** Hands its Kafka Streams to whoever measures it; it is not to be started, changed or closed there. */
    public void measure(Consumer<KafkaStreams> meters) {
        topology.measure(meters);
    }

    /** The same with the consumers beside it, which read whole topics and follow them. */
    public void measureConsumers(Consumer<org.apache.kafka.clients.consumer.Consumer<?, ?>> meters) {
        followed.stream().map(FollowedTopic::consumer).forEach(meters);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** The signing keys, for whoever looks after them. */
    public SigningKeys keys() {
        return keys;
    }

    /** What receivers refused for good, and the way back. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** What streams were sent already, once more. */
    public Replays replays() {
        return replays;
    }

    /** How a stream's delivery is doing; empty where another process has it, or nobody. */
    public Optional<LaneHealth> health(String streamId) {
        return lanes.health(streamId);
    }

    /** Waits until events are being fanned out and delivered; throws {@link IllegalStateException} if time runs out. */
    public void awaitRunning(Duration longest) {
        topology.awaitRunning(longest);
    }

    /** Does this instance deliver the stream of that id? */
    boolean has(String streamId) {
        return lanes.has(streamId);
    }

    /** Completes when this is closed, exceptionally if nothing is delivered any more: then the program should end. */
    public CompletionStage<Void> ended() {
        return topology.ended();
    }

    /** Takes no more requests, lets what is in flight end for a moment, then stops. The rest waits in Kafka. */
    @Override
    public void close() {
        lanes.stop();
        placement.stop();
        try {
            server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS).await(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the transmitter's server did not close within {}", CLOSE);
        }
        drain();
        parts.close();
    }

    private void run() {
        topology.start();
        server.listen().await();
        LOG.info("the transmitter listens on port {}", server.actualPort());
    }

    /** What was delivered and not recorded would be delivered again; nothing worse. */
    private void drain() {
        for (int checks = 0; checks < DRAIN_CHECKS && !lanes.idle(); checks++) {
            LockSupport.parkNanos(DRAIN_CHECK_NANOS);
        }
    }
}
