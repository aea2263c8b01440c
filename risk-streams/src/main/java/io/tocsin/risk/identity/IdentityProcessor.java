// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.risk.identity.directory.Agenda;
import io.tocsin.risk.identity.directory.Stores;
import io.tocsin.risk.identity.parking.Parking;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The first stage as a node of the topology: {@code signals} in, {@code resolved-signals} and links out. */
public final class IdentityProcessor implements Processor<TenantShard, Signal, Object, Object> {
    private final Nodes nodes;
    private final Serde<Signal> signals;
    private final Settings settings;
    private @Nullable IdentityStage stage;
    private @Nullable Cancellable tellingAgain;
    private boolean toldAgain;

    /** Names of the stores this node uses and of the nodes it forwards to. */
    public record Nodes(
            String aliasStore,
            String principalStore,
            String deadlineStore,
            String parkedStore,
            String newsStore,
            String resolved,
            String links,
            String deadLetters) {}

    /** How long the stage remembers what, and who counts. */
    public record Settings(IdentityConfig config, IdentityMetrics metrics) {
        /** What holds where nothing is configured, counted by nobody. */
        public static Settings standard() {
            return new Settings(IdentityConfig.standard(), IdentityMetrics.NONE);
        }
    }

    /** @param signals how a signal is kept while it is parked, and in a dead letter: as its topic carries it */
    public IdentityProcessor(Nodes nodes, Serde<Signal> signals, Settings settings) {
        this.nodes = nodes;
        this.signals = signals;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        stage = new IdentityStage(
                new Stores(
                        context.getStateStore(nodes.aliasStore),
                        context.getStateStore(nodes.principalStore),
                        new Agenda(context.getStateStore(nodes.deadlineStore))),
                new RecentNews(context.getStateStore(nodes.newsStore)),
                new OwnSets(context.getStateStore(nodes.newsStore)),
                new Parking(context.getStateStore(nodes.parkedStore)),
                signals,
                settings.config(),
                settings.metrics(),
                new Forwarding(context));
        toldAgain = false;
        tellingAgain = context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, this::tellAgainOnce);
    }

    @Override
    public void process(Record<TenantShard, Signal> record) {
        tellAgainOnce(record.timestamp());
        running().take(record.key(), record.value(), record.timestamp());
    }

    private IdentityStage running() {
        IdentityStage running = stage;
        if (running == null) {
            throw new IllegalStateException("process before init");
        }
        return running;
    }

    private void tellAgainOnce(long timestamp) {
        if (toldAgain) {
            return;
        }
        toldAgain = true;
        if (tellingAgain != null) {
            tellingAgain.cancel();
        }
        running().tellAgain(timestamp);
    }

    private final class Forwarding implements IdentityStage.Sink {
        private final ProcessorContext<Object, Object> context;

        private Forwarding(ProcessorContext<Object, Object> context) {
            this.context = context;
        }

        @Override
        public void tell(List<Addressed> addressed, long timestamp) {
            addressed.forEach(each -> forward(each.to(), each.signal(), timestamp, nodes.resolved));
        }

        @Override
        public void link(String key, Optional<IdentityLink> link, long timestamp) {
            forward(key, link.orElse(null), timestamp, nodes.links);
        }

        @Override
        public void deadLetter(TenantShard shard, String reason, byte[] body, long at) {
            forward(
                    shard.tenant() + "|" + shard.shard(),
                    new DeadLetter("identity", reason, body, "application/avro", Instant.ofEpochMilli(at)),
                    at,
                    nodes.deadLetters);
        }

        private void forward(Object key, @Nullable Object value, long timestamp, String node) {
            context.forward(new Record<Object, Object>(key, value, timestamp), node);
        }
    }
}
