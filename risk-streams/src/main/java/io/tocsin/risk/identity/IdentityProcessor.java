// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The first stage as a node of the topology: {@code signals} in, {@code resolved-signals} and links out. */
public final class IdentityProcessor implements Processor<TenantShard, Signal, Object, Object> {
    private final Nodes nodes;
    private final Serializer<Signal> signals;
    private final InstantSource clock;
    private @Nullable Stage stage;

    /** Names of the stores this node uses and of the nodes it forwards to. */
    public record Nodes(
            String aliasStore,
            String principalStore,
            String mergeStore,
            String resolved,
            String links,
            String deadLetters) {}

    /** @param signals what writes the body of a dead letter */
    public IdentityProcessor(Nodes nodes, Serializer<Signal> signals, InstantSource clock) {
        this.nodes = nodes;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        Stage started = new Stage(
                context,
                context.getStateStore(nodes.aliasStore),
                context.getStateStore(nodes.principalStore),
                new RecentMerges(context.getStateStore(nodes.mergeStore)));
        stage = started;
        started.retelling =
                context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, started::retellOnce);
    }

    @Override
    public void process(Record<TenantShard, Signal> record) {
        Stage running = stage;
        if (running == null) {
            throw new IllegalStateException("process before init");
        }
        running.retellOnce(record.timestamp());
        running.take(record);
    }

    private final class Stage {
        private final ProcessorContext<Object, Object> context;
        private final KeyValueStore<String, byte[]> aliases;
        private final KeyValueStore<String, byte[]> principals;
        private final RecentMerges merges;
        private @Nullable Cancellable retelling;
        private boolean retold;

        private Stage(
                ProcessorContext<Object, Object> context,
                KeyValueStore<String, byte[]> aliases,
                KeyValueStore<String, byte[]> principals,
                RecentMerges merges) {
            this.context = context;
            this.aliases = aliases;
            this.principals = principals;
            this.merges = merges;
        }

        private void take(Record<TenantShard, Signal> record) {
            Directory directory = new Directory(record.key(), aliases, principals);
            Resolution resolution = Identification.of(directory, record.value());
            for (Known known : directory.loaded()) {
                if (known.isDirty()
                        && known.merges.stream()
                                .anyMatch(merge ->
                                        merge.signal().equals(record.value().id()))) {
                    merges.add(record.timestamp(), record.key(), known.id);
                }
            }
            resolution
                    .links()
                    .forEach((key, link) -> context.forward(record.withKey(key).withValue(link), nodes.links));
            for (Addressed addressed : resolution.addressed()) {
                context.forward(record.withKey(addressed.to()).withValue(addressed.signal()), nodes.resolved);
            }
            resolution
                    .reason()
                    .ifPresent(reason -> context.forward(
                            record.withKey(record.key().tenant() + "|"
                                            + record.key().shard())
                                    .withValue(new DeadLetter(
                                            "identity",
                                            reason,
                                            signals.serialize(Topics.SIGNALS.name(), record.value()),
                                            "application/avro",
                                            clock.instant())),
                            nodes.deadLetters));
        }

        private void retellOnce(long timestamp) {
            if (retold) {
                return;
            }
            retold = true;
            if (retelling != null) {
                retelling.cancel();
            }
            for (RecentMerges.Entry entry : merges.all()) {
                Directory directory = new Directory(entry.shard(), aliases, principals);
                Known known = directory.exactly(entry.surviving());
                if (known != null) {
                    for (Known.Merge merge : known.merges) {
                        new News(directory)
                                .merged(known, merge)
                                .forEach(news -> context.forward(
                                        new Record<>(news.to(), news.signal(), timestamp), nodes.resolved));
                    }
                }
            }
        }
    }
}
