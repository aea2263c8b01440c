// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives SETs of other transmitters and writes what they say to the topic of signals; and that they are there, while
 * they have nothing to say.
 */
public final class Inbound implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final long LISTEN_MILLIS = 15_000;

    private final Receiver receiver;
    private final OwnTransactions own;
    private final InstantSource clock;
    private final Runnable stopBeating;

    private Inbound(Receiver receiver, OwnTransactions own, InstantSource clock, Runnable stopBeating) {
        this.receiver = receiver;
        this.own = own;
        this.clock = clock;
        this.stopBeating = stopBeating;
    }

    /**
     * Starts; waits until it listens for pushes and knows what this hub told lately, not for the transmitters.
     *
     * @param pushes where to listen, with TLS
     * @param kafka and {@code wire}: where this hub's own events are read
     * @param writer stays the caller's to close
     */
    public static Inbound start(
            InboundConfig config,
            Vertx vertx,
            HttpServerOptions pushes,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            InboundMetrics metrics)
            throws InterruptedException {
        OwnTransactions own = OwnTransactions.follow(kafka, wire, clock);
        try {
            Map<String, SetSignals> sources = new HashMap<>();
            for (InboundSource source : config.sources()) {
                Transport transport = source.stream().delivery() instanceof DeliverySettings.Push
                        ? Transport.SSF_PUSH
                        : Transport.SSF_POLL;
                sources.put(source.stream().name(), new SetSignals(source, transport, own::contains));
            }
            Signals signals = new Signals(sources, writer, metrics);
            Receiver receiver = Receiver.start(config.receiver(), vertx, signals, clock, pushes, metrics);
            Heartbeats heartbeats = new Heartbeats(sources);
            long timer = vertx.setPeriodic(
                    LISTEN_MILLIS, tick -> heartbeats.due(receiver.health()).forEach(signals::beat));
            return new Inbound(receiver, own, clock, () -> vertx.cancelTimer(timer));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** Where pushes are taken. */
    public int port() {
        return receiver.port();
    }

    /** How each stream is doing. */
    public List<StreamHealth> health() {
        return receiver.health();
    }

    /** Since that stream was last heard; not a number before it ever was. */
    public double silenceSeconds(String stream) {
        return health().stream()
                .filter(known -> known.name().equals(stream))
                .flatMap(known -> known.heard().stream())
                .mapToDouble(heard -> Duration.between(heard, clock.instant()).toMillis() / 1e3)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        stopBeating.run();
        receiver.close();
        own.close();
    }

    /** A SET is acknowledged when Kafka has acknowledged its signal. */
    private record Signals(Map<String, SetSignals> sources, TopicWriter writer, InboundMetrics metrics)
            implements SetHandler {
        @Override
        public CompletionStage<Void> handle(VerifiedSet set) {
            SetSignals source = sources.get(set.stream());
            if (source == null) {
                return CompletableFuture.completedFuture(null);
            }
            if (source.isEcho(set.claims())) {
                metrics.ownSetEchoed(set.stream());
            }
            return source.of(set.claims(), set.receivedAt())
                    .map(this::write)
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        }

        private CompletionStage<Void> write(Signal signal) {
            return writer.write(Topics.SIGNALS, new TenantShard(signal.source().tenant(), 0), signal)
                    .thenAccept(written -> {});
        }

        /** One that is lost is followed by another a minute later. */
        void beat(Signal heartbeat) {
            var unused = write(heartbeat).exceptionally(failure -> {
                LOG.warn("A heartbeat of {} was not written", heartbeat.source().connector(), failure);
                return null;
            });
        }
    }
}
