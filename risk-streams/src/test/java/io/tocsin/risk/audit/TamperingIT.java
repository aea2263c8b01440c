// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.schemas.risk.DecisionCheckpoint;
import io.tocsin.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is found where somebody has changed the log or its checkpoints, and what is not held against anybody. */
class TamperingIT extends AuditCase {
    TamperingIT(KafkaCluster cluster) {
        super(cluster);
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

    private void send(String topic, int partition, DecisionCheckpoint value) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic,
                        partition,
                        "0".getBytes(UTF_8),
                        wire.values(Topics.DECISION_CHECKPOINTS).serializer().serialize(topic, value)))
                .get();
    }
}
