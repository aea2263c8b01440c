// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.latency;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where the time goes, by the stamps that each stage leaves and the hub's delivery reports carry. */
final class Stages {
    private static final long LONGEST_MICROS = 60_000_000;

    private record Stage(
            String name,
            Function<LatencyStamps, @Nullable Instant> from,
            Function<LatencyStamps, @Nullable Instant> to) {}

    private static final List<Stage> STAGES = List.of(
            new Stage("acceptedToDecided", LatencyStamps::ingested, LatencyStamps::decided),
            new Stage("decidedToEnqueued", LatencyStamps::decided, LatencyStamps::enqueued),
            new Stage("enqueuedToSigned", LatencyStamps::enqueued, LatencyStamps::signed),
            new Stage("signedToSent", LatencyStamps::signed, LatencyStamps::firstAttempt),
            new Stage("sentToAcknowledged", LatencyStamps::firstAttempt, LatencyStamps::acknowledged),
            new Stage("acceptedToAcknowledged", LatencyStamps::ingested, LatencyStamps::acknowledged));

    private Stages() {}

    /** Microseconds of each stage over those reports whose {@code jti} is wanted. */
    static Map<String, Histogram> of(String bootstrapServers, Set<String> wanted) {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (Stage stage : STAGES) {
            histograms.put(stage.name(), new Histogram(LONGEST_MICROS, 3));
        }
        for (DeliveryReport report : reports(bootstrapServers)) {
            if (wanted.contains(report.jti())) {
                for (Stage stage : STAGES) {
                    Instant from = stage.from().apply(report.stamps());
                    Instant to = stage.to().apply(report.stamps());
                    Histogram histogram = histograms.get(stage.name());
                    if (from != null && to != null && histogram != null) {
                        histogram.recordValue(Math.clamp(ChronoUnit.MICROS.between(from, to), 0, LONGEST_MICROS));
                    }
                }
            }
        }
        return histograms;
    }

    private static List<DeliveryReport> reports(String bootstrapServers) {
        List<DeliveryReport> reports = new ArrayList<>();
        try (Wire wire = Wire.open(Map.of());
                KafkaConsumer<String, DeliveryReport> consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "benchmark-" + UUID.randomUUID()),
                        wire.keys(Topics.DELIVERIES).deserializer(),
                        wire.values(Topics.DELIVERIES).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DELIVERIES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, DeliveryReport> report : consumer.poll(Duration.ofSeconds(1))) {
                    reports.add(report.value());
                }
            }
        }
        return reports;
    }
}
