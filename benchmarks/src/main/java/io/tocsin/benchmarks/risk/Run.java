// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.risk;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.risk.RiskConfig;
import io.tocsin.risk.RiskStreams;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One broker, one risk stage, a backlog of signals. Timed from the moment the stage runs to the moment it has committed
 * the last of what it has to read: every decision, assessment and event is in Kafka by then.
 */
final class Run {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String GROUP = "tocsin-risk";

    private final Path folder;
    private final int threads;
    private final Wire wire;

    Run(Path folder, int threads, Wire wire) {
        this.folder = folder;
        this.threads = threads;
        this.wire = wire;
    }

    /**
     * What a run came to.
     *
     * @param perSecond signals
     * @param microsEach of processor time a signal, all threads, those of the broker, the compiler and the collector
     *     included: what a busy machine changes least
     */
    record Figure(double perSecond, double microsEach) {}

    Figure measure(Days days, RiskControl.@Nullable PolicyChange inForce) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("broker")))) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            TopicAdmin.createMissing(kafka, Topics.ALL, 1, (short) 1);
            if (inForce != null) {
                try (TopicWriter writer = TopicWriter.open(kafka, wire)) {
                    writer.write(Topics.RISK_CONTROL, inForce.key(), inForce).join();
                }
            }
            days.write(kafka);
            RiskConfig config = RiskConfig.of(folder.resolve("state"), threads);
            try (Admin admin = Admin.create(Map.copyOf(kafka));
                    RiskStreams risk = RiskStreams.start(config, kafka, wire)) {
                risk.awaitRunning(Duration.ofMinutes(1));
                long begun = System.nanoTime();
                long worked = processorTime();
                awaitRead(admin, List.of(Topics.SIGNALS.name(), Topics.RESOLVED_SIGNALS.name()));
                return new Figure(
                        days.size() * 1e9 / (System.nanoTime() - begun),
                        (processorTime() - worked) / 1e3 / days.size());
            }
        }
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The first topic is read before the second, which is written while the first is. */
    private static void awaitRead(Admin admin, List<String> topics) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String topic : topics) {
            TopicPartition partition = new TopicPartition(topic, 0);
            while (lag(admin, partition) > 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(topic + " was not read within " + PATIENCE);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static long lag(Admin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition);
        long written = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        return written - (committed == null ? 0 : committed.offset());
    }
}
