// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.risk.DecisionCheckpoint;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Files;
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
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class AuditorIT {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AuditConfig EVERY_TEN = new AuditConfig(null, List.of(), Duration.ofHours(1), 10);
    private static final InstantSource CLOCK = InstantSource.system();

    private final String decisions = "decisions-" + UUID.randomUUID();
    private final String checkpoints = "checkpoints-" + UUID.randomUUID();
    private final Wire wire = Wire.open(Map.of());

    @TempDir
    private Path folder;

    private final Map<String, String> kafka;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final AuditKeys keys;

    AuditorIT(KafkaCluster cluster) {
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

    @Test
    void everythingDecidedIsSealedWhenTheAuditorStopsAndItsSuccessorGoesOnBehind() throws Exception {
        write(numbers(0, 25));
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE).until(() -> covered(auditor) >= 40);
        }
        Verification first = verify();
        assertThat(first.intact()).isTrue();
        assertThat(first.verified()).isEqualTo(50);
        assertThat(first.uncovered()).isZero();

        write(numbers(25, 32));
        assertThat(verify().uncovered()).isEqualTo(14);
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE).until(() -> auditor.counts().uncovered() == 14);
        }
        Verification second = verify();
        assertThat(second.intact()).isTrue();
        assertThat(second.verified()).isEqualTo(64);
        assertThat(second.partitions())
                .allSatisfy(partition -> assertThat(partition.checkpoints()).isEqualTo(4));
    }

    @Test
    void anAuditorThatDiesLosesNothingButItsWork() throws Exception {
        write(numbers(0, 15));
        Auditor dead = start();
        await().atMost(PATIENCE).until(() -> dead.counts().covered() == 20);
        // it never gets to seal the rest: nobody asks it to stop before the other has done it
        try (Auditor other = start()) {
            write(numbers(15, 40));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(verify().verified()).isGreaterThanOrEqualTo(60);
                assertThat(dead.counts().covered() + other.counts().covered()).isGreaterThanOrEqualTo(60);
            });
        }
        dead.close();
        Verification found = verify();
        assertThat(found.intact()).as("%s", found).isTrue();
        assertThat(found.verified()).isEqualTo(80);
    }

    @Test
    void aLogThatWasWrittenAnewWithOneRecordChangedIsFound() throws Exception {
        seal(numbers(0, 25));
        List<String> tampered = new ArrayList<>(numbers(0, 25));
        tampered.set(13, "decision 13, but another");
        rewrite(tampered);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(findings()).hasSize(PARTITIONS).allSatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
                    assertThat(finding.from()).isEqualTo(13);
                }));
    }

    @Test
    void aLogThatWasWrittenAnewWithoutARecordIsFound() throws Exception {
        seal(numbers(0, 25));
        List<String> tampered = new ArrayList<>(numbers(0, 25));
        tampered.remove(4);
        rewrite(tampered);

        awaitFirst(Finding.Kind.REMOVED, 4);
    }

    @Test
    void aLogThatWasWrittenAnewWithTwoRecordsSwappedOrOneMoreIsFound() throws Exception {
        seal(numbers(0, 25));
        List<String> swapped = new ArrayList<>(numbers(0, 25));
        swapped.set(3, "decision 7");
        swapped.set(7, "decision 3");
        rewrite(swapped);
        awaitFirst(Finding.Kind.REORDERED, 3);

        List<String> more = new ArrayList<>(numbers(0, 25));
        more.add(21, "decision that nobody made");
        rewrite(more);
        awaitFirst(Finding.Kind.INSERTED, 21);
    }

    @Test
    void aForgedCheckpointIsFoundAndNothingIsBuiltOnIt() throws Exception {
        seal(numbers(0, 25));
        AuditKeys stranger = AuditKeys.open(folder.resolve("other.json"), List.of(), CLOCK);
        PartitionAudit invented = PartitionAudit.beginning(decisions, 0);
        Checkpoint forged = invented.checkpoint(CLOCK.instant());
        send(checkpoints, 0, new DecisionCheckpoint(0, 99, stranger.sign(forged)));
        send(checkpoints, 0, new DecisionCheckpoint(0, 99, "neither.a.jws"));

        Verification found = verify();
        assertThat(found.foreign()).hasSize(2).extracting(Finding::kind).containsOnly(Finding.Kind.FORGED);
        assertThat(found.partitions())
                .allSatisfy(partition -> assertThat(partition.findings()).isEmpty());

        write(numbers(25, 30));
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE).until(() -> auditor.counts().uncovered() == 10);
        }
        assertThat(verify().verified()).isEqualTo(60);
    }

    @Test
    void whatAnotherHubSealedIsVerifiedWithItsPublicKeys() throws Exception {
        seal(numbers(0, 12));
        Path published = folder.resolve("published.json");
        Files.writeString(published, keys.published());
        AuditKeys another = AuditKeys.open(folder.resolve("another.json"), List.of(published), CLOCK);

        Verification found =
                new Verifier(kafka, decisions, checkpoints, wire, another).verify(null, null, new AtomicLong());
        assertThat(found.intact()).isTrue();
        assertThat(found.verified()).isEqualTo(24);
        assertThat(keys.published()).doesNotContain("\"d\"");
    }

    @Test
    void afterARotationOldCheckpointsAreVerifiedAndNewOnesAreSignedAnew() throws Exception {
        seal(numbers(0, 12));
        keys.rotate();
        write(numbers(12, 24));
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE).until(() -> auditor.counts().covered() == 20);
        }
        assertThat(verify().intact()).isTrue();
        assertThat(verify().verified()).isEqualTo(48);
        assertThat(keys.describe()).hasSize(2);
        assertThat(keys.describe().stream().filter(AuditKeys.Description::signs))
                .hasSize(1);
    }

    @Test
    void whatRetentionRemovedIsSaidAndNotCalledTampering() throws Exception {
        // one at a time: how many records a checkpoint covers depends on how many were read together
        seal(numbers(0, 10));
        seal(numbers(10, 20));
        seal(numbers(20, 30));
        admin.deleteRecords(Map.of(new TopicPartition(decisions, 0), RecordsToDelete.beforeOffset(14)))
                .all()
                .get();

        Verification found = verify();
        assertThat(found.intact()).isTrue();
        Verification.Partition cut = found.partitions().getFirst();
        assertThat(cut.from()).isEqualTo(20);
        assertThat(cut.verified()).isEqualTo(10);
        assertThat(cut.notes()).singleElement().asString().contains("offsets 14 to 19");
    }

    private Auditor start() {
        return Auditor.start(EVERY_TEN, decisions, checkpoints, kafka, wire, keys, CLOCK);
    }

    private static long covered(Auditor auditor) {
        return auditor.counts().covered();
    }

    /** Writes these to every partition and has an auditor seal them. */
    private void seal(List<String> values) throws Exception {
        write(values);
        try (Auditor auditor = start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(auditor.counts().covered()
                                    + auditor.counts().uncovered())
                            .isEqualTo((long) values.size() * PARTITIONS));
        }
    }

    private Verification verify() {
        return new Verifier(kafka, decisions, checkpoints, wire, keys).verify(null, null, new AtomicLong());
    }

    private List<Finding> findings() {
        return verify().partitions().stream()
                .flatMap(partition -> partition.findings().stream())
                .toList();
    }

    /** A topic that was made anew is not at once what every request sees. */
    private void awaitFirst(Finding.Kind kind, long offset) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(findings()).first().satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(kind);
                    assertThat(finding.from()).isEqualTo(offset);
                }));
    }

    private void rewrite(List<String> values) throws Exception {
        admin.deleteTopics(List.of(decisions)).all().get();
        await().ignoreExceptions().until(() -> {
            create(decisions);
            return true;
        });
        await().ignoreExceptions().until(() -> {
            write(values);
            return true;
        });
    }

    private void create(String topic) throws Exception {
        // the records' times are long past: retention must not take them while a test looks
        NewTopic kept = new NewTopic(topic, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
        admin.createTopics(Set.of(kept)).all().get();
    }

    private void write(List<String> values) throws Exception {
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

    private void send(String topic, int partition, DecisionCheckpoint value) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic,
                        partition,
                        "0".getBytes(UTF_8),
                        wire.values(Topics.DECISION_CHECKPOINTS).serializer().serialize(topic, value)))
                .get();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "decision " + i).toList();
    }
}
