// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.history;

import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in a topic up to the end it has when asked, so that it never runs after what it causes itself. */
public final class TopicHistory<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicHistory.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> consumerConfig;
    private final String topic;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;

    /** One record; a null value is a tombstone. */
    public record Entry<K, V>(
            int partition,
            long offset,
            Instant at,
            K key,
            @Nullable V value) {}

    public TopicHistory(Map<String, String> kafka, Wire wire, Topic<K, V> topic) {
        this.consumerConfig = new HashMap<>(kafka);
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumerConfig.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-transmitter-history");
        consumerConfig.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.topic = topic.name();
        this.keys = wire.keys(topic).deserializer();
        this.values = wire.values(topic).deserializer();
    }

    /**
     * Shows every record to {@code visitor}, each partition's in order, until it says no. Blocks; throws what the Kafka
     * client throws. What cannot be read is left out.
     *
     * @param partition the only one to be read, or all
     */
    public void read(OptionalInt partition, Start start, Predicate<Entry<K, V>> visitor) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .filter(found -> partition.isEmpty() || found.partition() == partition.getAsInt())
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, ends, start);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    Long end = ends.get(new TopicPartition(found.topic(), found.partition()));
                    Entry<K, V> entry = end != null && found.offset() < end ? entry(found) : null;
                    if (entry != null && !visitor.test(entry)) {
                        return;
                    }
                }
            }
        }
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Start start) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        switch (start) {
            case Start.Beginning beginning -> beginnings.forEach(consumer::seek);
            case Start.Offset from ->
                beginnings.forEach((partition, oldest) -> consumer.seek(partition, Math.max(oldest, from.offset())));
            case Start.Offsets from ->
                beginnings.forEach((partition, oldest) -> consumer.seek(
                        partition, Math.max(oldest, from.offsets().getOrDefault(partition.partition(), 0L))));
            case Start.Time from -> {
                Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(partitions.stream()
                        .collect(Collectors.toMap(
                                Function.identity(), partition -> from.at().toEpochMilli())));
                ends.forEach((partition, end) -> consumer.seek(
                        partition,
                        Optional.ofNullable(found.get(partition))
                                .map(OffsetAndTimestamp::offset)
                                .orElse(end)));
            }
        }
    }

    private @Nullable Entry<K, V> entry(ConsumerRecord<byte[], byte[]> found) {
        try {
            return new Entry<>(
                    found.partition(),
                    found.offset(),
                    Instant.ofEpochMilli(found.timestamp()),
                    keys.deserialize(topic, found.key()),
                    found.value() == null ? null : values.deserialize(topic, found.value()));
        } catch (RuntimeException e) {
            LOG.warn("record {}-{}@{} cannot be read, left out", topic, found.partition(), found.offset());
            return null;
        }
    }
}
