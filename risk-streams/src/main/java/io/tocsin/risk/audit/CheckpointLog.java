// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import io.tocsin.schemas.risk.DecisionCheckpoint;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic {@code decision-checkpoints}: those of partition <i>n</i> of {@code decisions} are in its partition
 * <i>n</i>, or <i>n</i> modulo its number of partitions where it has fewer.
 */
final class CheckpointLog {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Read back from the end first; doubled until a genuine one is found. */
    private static final long LOOK_BACK = 64;

    private final Map<String, Object> settings;
    private final String topic;
    private final Wire wire;
    private final AuditKeys keys;

    /** A record of the topic that is no checkpoint of ours. */
    record Foreign(int partition, long offset, String why) {}

    /** All that is in the topic. */
    record Content(Map<Integer, List<Checkpoint>> byPartition, List<Foreign> foreign) {}

    CheckpointLog(Map<String, String> kafka, String topic, Wire wire, AuditKeys keys) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-audit-checkpoints");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.topic = topic;
        this.wire = wire;
        this.keys = keys;
    }

    /** Hands a checkpoint to the producer; it is safe when the future says so. */
    Future<RecordMetadata> write(Producer<byte[], byte[]> producer, Checkpoint checkpoint) {
        String key = Integer.toString(checkpoint.partition());
        DecisionCheckpoint value =
                new DecisionCheckpoint(checkpoint.partition(), checkpoint.last(), keys.sign(checkpoint));
        int partitions = producer.partitionsFor(topic).size();
        return producer.send(new ProducerRecord<>(
                topic,
                checkpoint.partition() % partitions,
                wire.keys(Topics.DECISION_CHECKPOINTS).serializer().serialize(topic, key),
                wire.values(Topics.DECISION_CHECKPOINTS).serializer().serialize(topic, value)));
    }

    /** The genuine checkpoint of a partition that was written last; what others wrote there is passed over. */
    Optional<Checkpoint> latest(String audited, int partition) {
        try (Consumer<byte[], byte[]> consumer = open()) {
            TopicPartition where = new TopicPartition(
                    topic, partition % consumer.partitionsFor(topic).size());
            consumer.assign(List.of(where));
            long beginning = consumer.beginningOffsets(List.of(where)).getOrDefault(where, 0L);
            long end = consumer.endOffsets(List.of(where)).getOrDefault(where, 0L);
            for (long back = LOOK_BACK; ; back *= 2) {
                long from = Math.max(beginning, end - back);
                Checkpoint found = null;
                consumer.seek(where, from);
                while (consumer.position(where) < end) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        if (read(record) instanceof AuditKeys.Read.Genuine genuine
                                && genuine.checkpoint().topic().equals(audited)
                                && genuine.checkpoint().partition() == partition) {
                            found = genuine.checkpoint();
                        }
                    }
                }
                if (found != null || from == beginning) {
                    return Optional.ofNullable(found);
                }
            }
        }
    }

    /** Everything the topic holds now about {@code audited}. */
    Content all(String audited) {
        Map<Integer, List<Checkpoint>> byPartition = new HashMap<>();
        List<Foreign> foreign = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    switch (read(record)) {
                        case AuditKeys.Read.Genuine genuine -> {
                            Checkpoint checkpoint = genuine.checkpoint();
                            if (checkpoint.topic().equals(audited)) {
                                byPartition
                                        .computeIfAbsent(checkpoint.partition(), p -> new ArrayList<>())
                                        .add(checkpoint);
                            }
                        }
                        case AuditKeys.Read.Forged forged ->
                            foreign.add(new Foreign(record.partition(), record.offset(), forged.why()));
                    }
                }
            }
        }
        return new Content(byPartition, foreign);
    }

    private AuditKeys.Read read(ConsumerRecord<byte[], byte[]> record) {
        DecisionCheckpoint value;
        try {
            value = wire.values(Topics.DECISION_CHECKPOINTS).deserializer().deserialize(topic, record.value());
        } catch (RuntimeException e) {
            return new AuditKeys.Read.Forged("it cannot be read");
        }
        return value == null ? new AuditKeys.Read.Forged("it is empty") : keys.read(value.jws());
    }

    private Consumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
