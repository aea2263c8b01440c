// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A log of decisions of its own for each test, on two partitions, and whoever seals and verifies it. */
@ExtendWith(KafkaExtension.class)
abstract class AuditCase {
    static final int PARTITIONS = 2;
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AuditConfig EVERY_TEN = new AuditConfig(null, List.of(), Duration.ofHours(1), 10);
    static final InstantSource CLOCK = InstantSource.system();

    final String decisions = "decisions-" + UUID.randomUUID();
    final String checkpoints = "checkpoints-" + UUID.randomUUID();
    final Wire wire = Wire.open(Map.of());

    @TempDir
    Path folder;

    final Map<String, String> kafka;
    final Admin admin;
    final Producer<byte[], byte[]> producer;
    final AuditKeys keys;

    AuditCase(KafkaCluster cluster) {
        kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        keys = AuditKeys.open(Path.of("target", "audit", UUID.randomUUID() + ".json"), List.of(), CLOCK);
    }

    @BeforeEach
    void make() throws Exception {
        create(decisions);
        create(checkpoints);
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
        wire.close();
    }

    Auditor start() {
        return Auditor.start(EVERY_TEN, decisions, checkpoints, kafka, wire, keys, CLOCK);
    }

    /** Writes these to every partition and has an auditor seal them. */
    void seal(List<String> values) throws Exception {
        write(values);
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(auditor.counts().covered()
                                    + auditor.counts().uncovered())
                            .isEqualTo((long) values.size() * PARTITIONS));
        }
    }

    Verification verify() {
        return new Verifier(kafka, decisions, checkpoints, wire, keys).verify(null, null, new AtomicLong());
    }

    void create(String topic) throws Exception {
        // the records' times are long past: retention must not take them while a test looks
        NewTopic kept = new NewTopic(topic, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
        admin.createTopics(Set.of(kept)).all().get();
    }

    void write(List<String> values) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(
                        decisions,
                        partition,
                        1_700_000_000_000L + value.length(),
                        "acme|USER|1".getBytes(UTF_8),
                        value.getBytes(UTF_8))));
            }
        }
        for (Future<?> each : sent) {
            each.get();
        }
    }

    static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "decision " + i).toList();
    }
}
