// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import io.tocsin.receiver.duplicate.SeenInMemory;
import io.tocsin.receiver.duplicate.SeenOnDisk;
import io.tocsin.receiver.duplicate.SeenSets;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.Revocation;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.intake.Intake;
import io.tocsin.receiver.push.PushEndpoint;
import io.tocsin.receiver.stream.StreamKeeper;
import io.tocsin.receiver.verify.SetVerifier;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives SETs of any number of streams (SSF 1.0, RFC 8935, RFC 8936) and hands them to one handler. Streams are set
 * up in the background: a transmitter that is down delays its own streams and nothing else.
 */
public final class Receiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final Duration START = Duration.ofSeconds(10);
    /** How long pushes that are being handled may take to end. */
    private static final Duration STOP = Duration.ofSeconds(8);

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Path, HttpsClient> clientsByCa = new HashMap<>();
    private final List<HttpsClient> clients = new ArrayList<>();
    private final List<InboundStream> streams = new ArrayList<>();
    private final Map<String, StreamKeeper> keepers = new LinkedHashMap<>();
    private final SeenSets seen;
    private final PushEndpoint pushEndpoint;
    private @Nullable HttpServer pushServer;

    private Receiver(
            ReceiverConfig config, Vertx vertx, SetHandler handler, InstantSource clock, ReceiverMetrics metrics) {
        config.streams().forEach(settings -> streams.add(new InboundStream(settings)));
        SeenSettings kept = config.seen();
        seen = kept.journal() == null
                ? new SeenInMemory(clock, kept.retention(), kept.maxEntries())
                : SeenOnDisk.open(kept.journal(), clock, kept.retention(), kept.maxEntries());
        Intake intake = new Intake(new SetVerifier(clock, config.maxSetBytes()), seen, handler, metrics, clock);
        pushEndpoint = new PushEndpoint(vertx, streams, intake, workers, config.maxSetBytes(), config.maxInFlight());
        try {
            keep(intake, vertx, config, handler.snapshots(), clock, metrics);
        } catch (RuntimeException e) {
            seen.close();
            clients.forEach(HttpsClient::close);
            throw e;
        }
    }

    private void keep(
            Intake intake,
            Vertx vertx,
            ReceiverConfig config,
            @Nullable SnapshotHandler snapshots,
            InstantSource clock,
            ReceiverMetrics metrics) {
        Map<String, ReentrantLock> lanes = new HashMap<>();
        for (InboundStream stream : streams) {
            StreamSettings settings = stream.settings();
            ReentrantLock lane = lanes.computeIfAbsent(settings.issuer(), issuer -> new ReentrantLock(true));
            HttpsClient http = client(vertx, settings.trustedCa(), config.certificateRevocation(), clock, metrics);
            keepers.put(
                    stream.name(),
                    new StreamKeeper(stream, intake, snapshots, http, lane, clock, config.maxSetBytes()));
        }
    }

    /** Starts without a server of its own: push streams need {@link #pushEndpoint()} to be served by the caller. */
    public static Receiver start(ReceiverConfig config, Vertx vertx, SetHandler handler, InstantSource clock) {
        return start(config, vertx, handler, clock, ReceiverMetrics.NONE);
    }

    /** The same with metrics. */
    public static Receiver start(
            ReceiverConfig config, Vertx vertx, SetHandler handler, InstantSource clock, ReceiverMetrics metrics) {
        Receiver receiver = new Receiver(config, vertx, handler, clock, metrics);
        receiver.keepers.values().forEach(StreamKeeper::start);
        return receiver;
    }

    /**
     * Starts with a server for push streams. Waits until it listens: not for event loops.
     *
     * @param pushServer host, port and TLS, ready to use
     * @throws IllegalStateException if the server cannot listen
     */
    public static Receiver start(
            ReceiverConfig config, Vertx vertx, SetHandler handler, InstantSource clock, HttpServerOptions pushServer) {
        return start(config, vertx, handler, clock, pushServer, ReceiverMetrics.NONE);
    }

    /** The same with metrics. */
    public static Receiver start(
            ReceiverConfig config,
            Vertx vertx,
            SetHandler handler,
            InstantSource clock,
            HttpServerOptions pushServer,
            ReceiverMetrics metrics) {
        Receiver receiver = new Receiver(config, vertx, handler, clock, metrics);
        try {
            receiver.listen(vertx, pushServer);
        } catch (RuntimeException e) {
            receiver.close();
            throw e;
        }
        // only now: a transmitter may push as soon as it knows of us
        receiver.keepers.values().forEach(StreamKeeper::start);
        return receiver;
    }

    private void listen(Vertx vertx, HttpServerOptions options) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "a receiver with a server waits for it and cannot be started on an event loop");
        }
        pushServer = await(
                vertx.createHttpServer(options).requestHandler(pushEndpoint).listen(), "the push server");
    }

    /** Answers the pushes of this receiver's streams, 404 for other paths. */
    public PushEndpoint pushEndpoint() {
        return pushEndpoint;
    }

    /** Where the push server listens. Throws {@link IllegalStateException} if there is none. */
    public int port() {
        HttpServer server = pushServer;
        if (server == null) {
            throw new IllegalStateException("this receiver was started without a push server");
        }
        return server.actualPort();
    }

    /** One entry a stream, in the order of the configuration. */
    public List<StreamHealth> health() {
        return streams.stream().map(InboundStream::health).toList();
    }

    /** Waits until every stream was set up once; false if one is not by then. Not for event loops. */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        CompletableFuture<?>[] pending =
                streams.stream().map(InboundStream::whenSetUp).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(pending).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for streams failed", e);
        }
    }

    /**
     * Stops receiving a stream and deletes it at its transmitter. Waits for the transmitter: not for event loops.
     *
     * @throws IllegalArgumentException if there is no stream of that name
     * @throws IOException if it may still be there, as when it was never set up
     */
    public void deleteStream(String name) throws IOException, InterruptedException {
        Optional.ofNullable(keepers.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no stream \"" + name + "\""))
                .delete();
    }

    private HttpsClient client(
            Vertx vertx,
            @Nullable Path trustedCa,
            Revocation revocation,
            InstantSource clock,
            ReceiverMetrics metrics) {
        HttpsClient known = trustedCa == null ? null : clientsByCa.get(trustedCa);
        if (known == null) {
            known = HttpsClient.open(vertx, trustedCa, revocation, clock, metrics::certificateUnchecked);
            clients.add(known);
            if (trustedCa != null) {
                clientsByCa.put(trustedCa, known);
            }
        }
        return known;
    }

    /**
     * Stops polling with the last acknowledgements sent, lets running pushes end and be answered, for some seconds, and
     * closes what keeps duplicates.
     */
    @Override
    public void close() {
        closeAll(keepers.values());
        HttpServer server = pushServer;
        if (server != null) {
            try {
                await(server.shutdown(STOP.toMillis(), TimeUnit.MILLISECONDS), "closing the push server");
            } catch (IllegalStateException e) {
                LOG.warn("The push server did not close", e);
            }
        }
        workers.close();
        seen.close();
        clients.forEach(HttpsClient::close);
    }

    private static void closeAll(Collection<StreamKeeper> keepers) {
        List<Thread> closing = new ArrayList<>();
        keepers.forEach(keeper -> closing.add(Thread.ofVirtual().start(keeper::close)));
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
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
