// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import io.tocsin.schemas.registry.RegistryConfig;
import io.tocsin.schemas.wire.ValueFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serde;

/**
 * Keys and values as bytes: text, and Avro in the Confluent wire format with schemas from a registry.
 *
 * <p>Serdes are for use by any number of threads. The first value of each topic, and the first record of each foreign
 * schema, ask the registry; with one on the network that blocks. Everything after does not.
 */
public final class Wire implements AutoCloseable {
    private final ValueFormat format;
    private final Map<String, Serde<?>> values = new ConcurrentHashMap<>();

    private Wire(ValueFormat format) {
        this.format = format;
    }

    /**
     * Opens the registry named by {@code schema.registry.url}, {@code embedded:} if absent; the other keys are those of
     * {@link RegistryConfig}. With {@code value.serializer} and {@code value.deserializer}, classes for Avro's specific
     * records, values are theirs to write and read, and the registry theirs to find. Throws
     * {@link IllegalArgumentException} for a key or value it does not know.
     */
    public static Wire open(Map<String, String> config) {
        return new Wire(ValueFormat.open(
                config,
                Topics.ALL.stream().map(topic -> topic.values().type().schema()).toList()));
    }

    public <K> Serde<K> keys(Topic<K, ?> topic) {
        return topic.keys().serde();
    }

    /** A null value is a tombstone and the other way round. */
    @SuppressWarnings("unchecked") // a topic's name says what its values are
    public <V> Serde<V> values(Topic<?, V> topic) {
        return (Serde<V>) values.computeIfAbsent(
                topic.name(), name -> format.serde(name, topic.values().type()));
    }

    @Override
    public void close() {
        format.close();
    }
}
