// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.dialect.SignedSets;
import io.tocsin.transmitter.http.Endpoints;
import io.tocsin.transmitter.http.TransmitterRouter;
import io.tocsin.transmitter.key.CryptoProvider;
import io.tocsin.transmitter.key.SealingKey;
import io.tocsin.transmitter.key.SigningKeys;
import io.tocsin.transmitter.key.SigningPool;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.PushClient;
import io.tocsin.transmitter.push.PushConfig;
import io.tocsin.transmitter.stream.StreamDirectory;
import io.tocsin.transmitter.stream.StreamJson;
import io.tocsin.transmitter.stream.Streams;
import io.tocsin.transmitter.stream.Verifications;
import io.tocsin.transmitter.token.AccessTokenIssuer;
import io.tocsin.transmitter.token.AccessTokenVerifier;
import io.tocsin.transmitter.token.TokenEndpoint;
import io.tocsin.transmitter.topology.TransmitterTopology;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running SSF transmitter. Its topics must exist. */
public final class Transmitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);
    private static final int WINDOW = 1024;
    private static final Duration REDELIVER_AFTER = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final long DRAIN_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int DRAIN_CHECKS = 400;
    /** A receiver that refuses us waits for a person: begin later and end rarer than after passing failures. */
    private static final int SLOWER_FIRST = 32;

    private static final int SLOWER_MAX = 10;

    private final HttpServer server;
    private final KafkaStreams topology;
    private final Lanes lanes;
    private final CountDownLatch running = new CountDownLatch(1);
    /** In the order they were opened. */
    private final Deque<AutoCloseable> parts;

    private Transmitter(HttpServer server, KafkaStreams topology, Lanes lanes, Deque<AutoCloseable> parts) {
        this.server = server;
        this.topology = topology;
        this.lanes = lanes;
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
        String issuer = config.issuer().toString();
        Endpoints endpoints = new Endpoints(config.issuer());
        Receivers receivers = new Receivers(config.receivers(), config.staticTokens());
        SigningKeys keys = SigningKeys.open(config.keysFile());
        SealingKey sealing = SealingKey.open(config.secretKeyFile());
        AddressRules addresses = new AddressRules(config.push().allowedAddresses());
        OutboxPartitions partitions = OutboxPartitions.read(kafka, wire);

        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            SigningPool signer = opened(parts, new SigningPool(keys.current(), CryptoProvider.choose()));
            PushClient pusher = opened(parts, new PushClient(vertx, config.push(), addresses, metrics, clock));
            StreamDirectory directory = opened(parts, StreamDirectory.open(kafka, wire));

            Departures departures = new Departures(
                    directory.index(),
                    new SignedSets(directory.index(), receiver -> SetProfile.DEFAULT, signer),
                    pusher,
                    sealing::unseal,
                    (delay, call) -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> call.run()),
                    clock,
                    new SecureRandom(),
                    metrics,
                    WINDOW,
                    config.push().inFlightPerStream(),
                    new Backoff(config.push().firstBackoff(), config.push().maxBackoff()),
                    slower(config.push()),
                    REDELIVER_AFTER);
            Lanes lanes = new Lanes(departures, partitions);
            directory.listen(lanes);

            KafkaStreams topology = opened(
                    parts,
                    new KafkaStreams(
                            TransmitterTopology.build(
                                    wire, directory.index(), lanes, config.retention(), clock, metrics),
                            StreamsSettings.of(kafka, config.stateDir(), wire)));

            Router router = TransmitterRouter.build(
                    vertx,
                    endpoints,
                    keys,
                    new TokenEndpoint(receivers, new AccessTokenIssuer(issuer, config.tokenLifetime(), signer, clock)),
                    new AccessTokenVerifier(issuer, keys, receivers, clock),
                    new Streams(issuer, directory, writer, sealing, addresses, endpoints::poll, clock),
                    new Verifications(writer, config.minVerificationInterval(), clock),
                    new StreamJson(config.minVerificationInterval()),
                    lanes,
                    config.longPoll(),
                    metrics);
            HttpServer server = vertx.createHttpServer(http).requestHandler(router);
            Transmitter transmitter = new Transmitter(server, topology, lanes, parts);
            transmitter.run();
            return transmitter;
        } catch (RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Waits until events are being fanned out and delivered; throws {@link IllegalStateException} if time runs out. */
    public void awaitRunning(Duration longest) {
        try {
            if (!running.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the transmitter is " + topology.state() + " after " + longest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the transmitter started", e);
        }
    }

    /** Takes no more requests, lets what is in flight end for a moment, then stops. The rest waits in Kafka. */
    @Override
    public void close() {
        lanes.stop();
        try {
            server.close().await(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the transmitter's server did not close within {}", CLOSE);
        }
        drain();
        closeAll(parts);
    }

    private void run() {
        topology.setUncaughtExceptionHandler(failure -> {
            LOG.error("a thread of the topology failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        topology.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
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

    private static Backoff slower(PushConfig push) {
        Duration max = push.maxBackoff().multipliedBy(SLOWER_MAX);
        Duration first = push.firstBackoff().multipliedBy(SLOWER_FIRST);
        return new Backoff(first.compareTo(max) < 0 ? first : max, max);
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.addLast(part);
        return part;
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.removeLast();
            try {
                if (part instanceof KafkaStreams streams) {
                    // at once, not when the session times out: whoever comes next need not wait
                    streams.close(CloseOptions.timeout(CLOSE)
                            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                } else {
                    part.close();
                }
            } catch (Exception e) {
                LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
