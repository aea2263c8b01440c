// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.SetHandler;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.signal.Transport;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Receives SETs of other transmitters and writes what they say to the topic of signals. */
public final class Inbound implements AutoCloseable {
    private final Receiver receiver;

    private Inbound(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Starts; waits until it listens for pushes, not for the transmitters.
     *
     * @param pushes where to listen, with TLS
     * @param writer stays the caller's to close
     */
    public static Inbound start(
            InboundConfig config, Vertx vertx, HttpServerOptions pushes, TopicWriter writer, InstantSource clock) {
        return new Inbound(Receiver.start(config.receiver(), vertx, new Signals(config, writer), clock, pushes));
    }

    /** Where pushes are taken. */
    public int port() {
        return receiver.port();
    }

    /** How each stream is doing. */
    public List<StreamHealth> health() {
        return receiver.health();
    }

    @Override
    public void close() {
        receiver.close();
    }

    /** A SET is acknowledged when Kafka has acknowledged its signal. */
    private static final class Signals implements SetHandler {
        private final Map<String, SetSignals> bySource = new HashMap<>();
        private final TopicWriter writer;

        Signals(InboundConfig config, TopicWriter writer) {
            this.writer = writer;
            for (InboundSource source : config.sources()) {
                Transport transport = source.stream().delivery() instanceof DeliverySettings.Push
                        ? Transport.SSF_PUSH
                        : Transport.SSF_POLL;
                bySource.put(source.stream().name(), new SetSignals(source, transport));
            }
        }

        @Override
        public CompletionStage<Void> handle(VerifiedSet set) {
            Optional<Signal> signal = Optional.ofNullable(bySource.get(set.stream()))
                    .flatMap(source -> source.of(set.claims(), set.receivedAt()));
            return signal.isEmpty() ? CompletableFuture.completedFuture(null) : write(signal.get());
        }

        private CompletionStage<Void> write(Signal signal) {
            return writer.write(Topics.SIGNALS, new TenantShard(signal.source().tenant(), 0), signal)
                    .thenAccept(written -> {});
        }
    }
}
