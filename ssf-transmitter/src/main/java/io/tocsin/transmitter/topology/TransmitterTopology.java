// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.pending.PendingKey;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.subject.Audience;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * {@code events} → FanOut → {@code outbox} → Delivery → {@code deliveries}, {@code dead-letters}. The outbox is a topic
 * so that each stream's SETs are with one owner, in one order, whatever subjects they are about.
 */
public final class TransmitterTopology {
    /** The store of SETs without an end yet. */
    public static final String PENDING = "pending";

    static final String FANNED_OUT = "fanned-out";
    static final String OUTBOX_SINK = "outbox-sink";
    static final String DELIVERIES_SINK = "deliveries-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";

    /** Nothing is windowed; the store is one that forgets by itself. */
    private static final Duration INSTANT = Duration.ofMillis(1);

    private TransmitterTopology() {}

    /**
     * The whole topology, every node named.
     *
     * @param retention how long an event's id is remembered
     */
    public static Topology build(
            Wire wire,
            StreamIndex streams,
            Audience audience,
            Lanes lanes,
            Duration retention,
            InstantSource clock,
            TransmitterMetrics metrics) {
        Topology topology = new Topology();
        source(topology, "events-source", Topics.EVENTS, wire);
        topology.addProcessor("FanOut", () -> new FanOut(audience, retention, clock, metrics), "events-source");
        topology.addStateStore(fannedOut(retention), "FanOut");
        sink(topology, OUTBOX_SINK, Topics.OUTBOX, wire, "FanOut");

        source(topology, "outbox-source", Topics.OUTBOX, wire);
        topology.addProcessor("Delivery", () -> new DeliveryProcessor(streams, lanes, clock, metrics), "outbox-source");
        topology.addStateStore(pending(wire), "Delivery");
        sink(topology, DELIVERIES_SINK, Topics.DELIVERIES, wire, "Delivery");
        sink(topology, DEAD_LETTERS_SINK, Topics.DEAD_LETTERS, wire, "FanOut", "Delivery");
        return topology;
    }

    private static <K, V> void source(Topology topology, String name, Topic<K, V> topic, Wire wire) {
        topology.addSource(
                name, wire.keys(topic).deserializer(), wire.values(topic).deserializer(), topic.name());
    }

    private static <K, V> void sink(Topology topology, String name, Topic<K, V> topic, Wire wire, String... parents) {
        topology.addSink(
                name,
                topic.name(),
                wire.keys(topic).serializer(),
                wire.values(topic).serializer(),
                parents);
    }

    private static StoreBuilder<WindowStore<String, FirstSeen>> fannedOut(Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(FANNED_OUT, retention, INSTANT, false),
                        Serdes.String(),
                        FirstSeen.SERDE)
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<TimestampedKeyValueStore<PendingKey, OutboxEntry>> pending(Wire wire) {
        return Stores.timestampedKeyValueStoreBuilder(
                        Stores.persistentTimestampedKeyValueStore(PENDING),
                        PendingKey.SERDE,
                        wire.values(Topics.OUTBOX))
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
