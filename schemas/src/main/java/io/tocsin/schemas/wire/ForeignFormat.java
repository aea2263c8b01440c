// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import io.tocsin.schemas.MalformedException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializers of Avro records that somebody dropped in, such as
 * {@code io.confluent.kafka.serializers.KafkaAvroSerializer} and its counterpart. They get the whole configuration, and
 * {@code specific.avro.reader=true}; what its other settings mean is theirs to say.
 */
final class ForeignFormat implements ValueFormat {
    private static final String SERIALIZER = ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG;
    private static final String DESERIALIZER = ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG;

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    /** Throws {@link IllegalArgumentException} if a class is missing or no serializer. */
    ForeignFormat(Map<String, String> config) {
        serializer = make(config, SERIALIZER, Serializer.class);
        deserializer = make(config, DESERIALIZER, Deserializer.class);
        Map<String, Object> all = new HashMap<>(config);
        all.put("specific.avro.reader", "true");
        serializer.configure(all, false);
        deserializer.configure(all, false);
    }

    static boolean isAskedFor(Map<String, String> config) {
        return config.containsKey(SERIALIZER) || config.containsKey(DESERIALIZER);
    }

    @SuppressWarnings("unchecked") // the class is what the setting says it is, or the cast fails here
    private static <T> T make(Map<String, String> config, String key, Class<? super T> kind) {
        String name = config.get(key);
        if (name == null) {
            throw new IllegalArgumentException(
                    key + " is missing, expected " + SERIALIZER + " and " + DESERIALIZER + " or neither");
        }
        try {
            return (T) kind.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    key + " is " + name + ", expected a " + kind.getSimpleName() + " on the class path", e);
        }
    }

    @Override
    public <V> Serde<V> serde(String topic, AvroType<V, ?> type) {
        return typed(topic, type);
    }

    private <V, A extends SpecificRecord> Serde<V> typed(String topic, AvroType<V, A> type) {
        return Serdes.serdeFrom(
                (name, value) -> value == null ? null : serializer.serialize(topic, type.toAvro(value)),
                (name, bytes) -> bytes == null ? null : type.fromAvro(read(topic, type, bytes)));
    }

    private <A extends SpecificRecord> A read(String topic, AvroType<?, A> type, byte[] bytes) {
        @Nullable Object read = deserializer.deserialize(topic, bytes);
        if (!type.type().isInstance(read)) {
            throw new MalformedException(topic + ": found "
                    + (read == null ? "nothing" : "a " + read.getClass().getSimpleName()) + ", expected a "
                    + type.type().getSimpleName());
        }
        return type.type().cast(read);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
