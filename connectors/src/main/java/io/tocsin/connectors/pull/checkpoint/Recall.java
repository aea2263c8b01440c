// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull.checkpoint;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is kept in topic {@code checkpoints}. */
public final class Recall {
    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration READING = Duration.ofMillis(20);
    private static final Duration FOLLOWING = Duration.ofMillis(500);

    private Recall() {}

    /** A consumer that follows what is committed, without a group. */
    static Consumer<byte[], byte[]> follower(Map<String, String> kafka) {
        return consumer(kafka, true, FOLLOWING);
    }

    /** @param wait how long the broker holds an answer with nothing in it; a consumer is not closed before */
    private static Consumer<byte[], byte[]> consumer(Map<String, String> kafka, boolean committed, Duration wait) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(wait.toMillis()));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committed ? "read_committed" : "read_uncommitted");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads one partition from its beginning to what is its end now. Waits for transactions that other readers have
     * open in between: our own records may stand behind theirs.
     */
    public static void partition(
            Map<String, String> kafka,
            Wire wire,
            int partition,
            BiConsumer<StateKey, @Nullable ConnectorState> reader) {
        TopicPartition asked = new TopicPartition(Topics.CHECKPOINTS.name(), partition);
        Map<TopicPartition, Long> ends = ends(kafka, List.of(asked));
        try (Consumer<byte[], byte[]> consumer = consumer(kafka, true, READING)) {
            consumer.assign(List.of(asked));
            consumer.seekToBeginning(List.of(asked));
            while (!reached(consumer, ends)) {
                consumer.poll(STEP).forEach(record -> read(wire, record, reader));
            }
        }
    }

    /** Where partitions end, transactions under way included. */
    public static Map<TopicPartition, Long> ends(Map<String, String> kafka, Collection<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer = consumer(kafka, false, READING)) {
            return consumer.endOffsets(partitions);
        }
    }

    /** Whether a consumer has come that far. */
    public static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** What cannot be read is somebody else's: it is passed over, and said. */
    static void read(
            Wire wire, ConsumerRecord<byte[], byte[]> record, BiConsumer<StateKey, @Nullable ConnectorState> reader) {
        try {
            String name = Topics.CHECKPOINTS.name();
            String key = wire.keys(Topics.CHECKPOINTS).deserializer().deserialize(name, record.key());
            ConnectorState state = record.value() == null
                    ? null
                    : wire.values(Topics.CHECKPOINTS).deserializer().deserialize(name, record.value());
            reader.accept(StateKey.parse(key), state);
        } catch (SerializationException | MalformedException e) {
            LOG.warn(
                    "Record {} of checkpoints-{} cannot be read and is passed over: {}",
                    record.offset(),
                    record.partition(),
                    e.getMessage());
        }
    }
}
