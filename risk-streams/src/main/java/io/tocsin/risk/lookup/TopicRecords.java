// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Single records of topics, by where they lie or by what they say; any thread may ask, and waits for its turn. */
public final class TopicRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS = 10;

    private final Consumer<byte[], byte[]> consumer;
    private final Wire wire;

    /** A value with the time of its record. */
    public record Found<V>(V value, Position position, Instant recorded) {}

    TopicRecords(Map<String, String> kafka, Wire wire) {
        Map<String, Object> settings = new HashMap<>(Follower.settings(kafka, "tocsin-risk-records"));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.wire = wire;
    }

    /**
     * The record at a place; empty where retention has removed it.
     *
     * @throws TimeoutException if Kafka does not give it in time, which says nothing about whether it is there
     */
    synchronized <V> Optional<Found<V>> at(Topic<?, V> topic, Position position) {
        TopicPartition partition = new TopicPartition(topic.name(), position.partition());
        consumer.assign(List.of(partition));
        long begins = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long ends = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (position.offset() < begins || position.offset() >= ends) {
            return Optional.empty();
        }
        consumer.seek(partition, position.offset());
        for (ConsumerRecord<byte[], byte[]> record : next(partition)) {
            return record.offset() == position.offset() ? found(topic, record) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The records that come next, at least one. */
    private ConsumerRecords<byte[], byte[]> next(TopicPartition partition) {
        for (int poll = 0; poll < POLLS; poll++) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                return polled;
            }
        }
        throw new TimeoutException("no record of " + partition + " in " + POLL.multipliedBy(POLLS));
    }

    /**
     * Looks for records of one principal, from a time on, until all are found that are wanted.
     *
     * @param wanted ids of values, which {@code id} gives
     * @param most records looked at, of whatever principal
     * @throws TimeoutException if Kafka does not give them in time
     */
    synchronized <V> Map<String, Found<V>> search(
            Topic<CanonicalId, V> topic,
            CanonicalId principal,
            Set<String> wanted,
            Function<V, String> id,
            Instant since,
            int most) {
        Map<String, Found<V>> all = new HashMap<>();
        byte[] key = wire.keys(topic).serializer().serialize(topic.name(), principal);
        int partitions = consumer.partitionsFor(topic.name()).size();
        TopicPartition partition = new TopicPartition(topic.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
        consumer.assign(List.of(partition));
        OffsetAndTimestamp from = offsetAt(partition, since);
        if (from == null) {
            return all;
        }
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, from.offset());
        int looked = 0;
        while (all.size() < wanted.size() && looked < most && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : next(partition)) {
                looked++;
                if (Arrays.equals(record.key(), key)) {
                    found(topic, record)
                            .filter(found -> wanted.contains(id.apply(found.value())))
                            .ifPresent(found -> all.putIfAbsent(id.apply(found.value()), found));
                }
            }
        }
        return all;
    }

    private @Nullable OffsetAndTimestamp offsetAt(TopicPartition partition, Instant since) {
        return consumer.offsetsForTimes(Map.of(partition, Math.max(0, since.toEpochMilli())))
                .get(partition);
    }

    private <V> Optional<Found<V>> found(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record) {
        V value = wire.values(topic).deserializer().deserialize(topic.name(), record.value());
        return value == null
                ? Optional.empty()
                : Optional.of(new Found<>(value, Position.of(record), Instant.ofEpochMilli(record.timestamp())));
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
