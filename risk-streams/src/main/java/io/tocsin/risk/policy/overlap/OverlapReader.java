// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.overlap;

import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topic {@code decisions} up to where it ends when asked. */
public final class OverlapReader {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Records are stamped by arrival, decisions by event time; no source is that late. */
    private static final Duration EARLIER = Duration.ofMinutes(10);

    private final Map<String, String> kafka;
    private final Wire wire;

    public OverlapReader(Map<String, String> kafka, Wire wire) {
        this.kafka = Map.copyOf(kafka);
        this.wire = wire;
    }

    /**
     * Compares a shadow with what was in force beside it; takes as long as there are decisions to read.
     *
     * @throws KafkaException if the topic cannot be read
     */
    public Overlap read(PolicyVersion shadow, Instant since, Instant until) {
        OverlapCount count = new OverlapCount(shadow, since);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, since.minus(EARLIER));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                var records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    take(count, record);
                }
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new KafkaException("topic " + Topics.DECISIONS.name() + " gives nothing for " + PATIENCE
                            + " before its end; is the cluster well?");
                }
            }
        }
        return count.result(until);
    }

    private static Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer, Instant since) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DECISIONS.name(), PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        consumer.offsetsForTimes(times, PATIENCE)
                .forEach((partition, found) -> consumer.seek(
                        partition,
                        Optional.ofNullable(found).map(at -> at.offset()).orElse(ends.getOrDefault(partition, 0L))));
        return ends;
    }

    private void take(OverlapCount count, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            count.take(wire.values(Topics.DECISIONS).deserializer().deserialize(record.topic(), record.value()));
        } catch (SerializationException | IllegalArgumentException e) {
            throw new KafkaException("decision " + record.partition() + "@" + record.offset() + " cannot be read", e);
        }
    }
}
