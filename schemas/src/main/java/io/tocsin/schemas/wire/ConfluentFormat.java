// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import io.tocsin.schemas.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Our own hand at the Confluent wire format, with ids from {@code registry}. */
public record ConfluentFormat(SchemaRegistry registry) implements ValueFormat {
    @Override
    public <V> Serde<V> serde(String topic, AvroType<V, ?> type) {
        return typed(topic, type);
    }

    private <V, A extends SpecificRecord> Serde<V> typed(String topic, AvroType<V, A> type) {
        return new ConfluentSerde<>(topic, type, registry).serde();
    }

    @Override
    public void close() {
        registry.close();
    }
}
