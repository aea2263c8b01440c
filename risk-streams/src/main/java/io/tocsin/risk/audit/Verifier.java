// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Computes the hash over the decision log again and compares it with every checkpoint; needs no auditor to run. */
public final class Verifier {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final String audited;
    private final CheckpointLog log;

    public Verifier(Map<String, String> kafka, Wire wire, AuditKeys keys) {
        this(kafka, Topics.DECISIONS.name(), Topics.DECISION_CHECKPOINTS.name(), wire, keys);
    }

    Verifier(Map<String, String> kafka, String audited, String checkpoints, Wire wire, AuditKeys keys) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin-audit-verify");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.audited = audited;
        this.log = new CheckpointLog(kafka, checkpoints, wire, keys);
    }

    /**
     * Reads all of the log, or what was decided between two times, and what is sealed together with it. Blocks; throws
     * what the Kafka client throws.
     *
     * @param read counts the records it has read, for whoever waits
     */
    public Verification verify(@Nullable Instant from, @Nullable Instant to, AtomicLong read) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(audited).stream()
                    .map(info -> new TopicPartition(audited, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            consumer.assign(partitions);
            // before the ends are asked for: what a checkpoint covers was there when it was written
            CheckpointLog.Content content = log.all(audited);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> asked = from == null ? begins : offsets(consumer, from, ends);
            Map<TopicPartition, Long> until = to == null ? ends : offsets(consumer, to, ends);

            Map<TopicPartition, PartitionVerifier> verifiers = new LinkedHashMap<>();
            for (TopicPartition partition : partitions) {
                PartitionVerifier verifier = new PartitionVerifier(
                        partition.partition(),
                        content.byPartition().getOrDefault(partition.partition(), List.of()),
                        new PartitionVerifier.Range(
                                begins.getOrDefault(partition, 0L),
                                ends.getOrDefault(partition, 0L),
                                asked.getOrDefault(partition, 0L),
                                until.getOrDefault(partition, 0L)));
                verifiers.put(partition, verifier);
                consumer.seek(partition, Math.min(verifier.from(), verifier.until()));
            }
            while (verifiers.entrySet().stream()
                    .anyMatch(each ->
                            consumer.position(each.getKey()) < each.getValue().until())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    PartitionVerifier verifier = verifiers.get(new TopicPartition(record.topic(), record.partition()));
                    if (verifier != null && record.offset() < verifier.until()) {
                        verifier.take(record);
                        read.incrementAndGet();
                    }
                }
            }
            List<Finding> foreign = new ArrayList<>();
            for (CheckpointLog.Foreign each : content.foreign()) {
                foreign.add(new Finding(
                        Finding.Kind.FORGED,
                        each.offset(),
                        each.offset(),
                        "checkpoint " + each.partition() + "-" + each.offset() + ": " + each.why()));
            }
            return new Verification(
                    verifiers.values().stream().map(PartitionVerifier::finish).toList(), foreign);
        }
    }

    /** The offset at a time, by partition: the end where nothing is younger. */
    private static Map<TopicPartition, Long> offsets(
            Consumer<byte[], byte[]> consumer, Instant at, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(Function.identity(), each -> at.toEpochMilli())));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp offset = found.get(partition);
            offsets.put(partition, offset == null ? end : offset.offset());
        });
        return offsets;
    }
}
