// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PartitionVerifierTest {
    private static final String TOPIC = "decisions";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int BLOCK = 10;

    @Test
    void whatWasNotTouchedIsVerifiedToTheLastCheckpointAndTheRestIsSaidToBeUncovered() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 34);

        Verification.Partition found = verify(log, sealed(log));

        assertThat(found.findings()).isEmpty();
        assertThat(found.notes()).isEmpty();
        assertThat(found.verified()).isEqualTo(30);
        assertThat(found.through()).isEqualTo(29);
        assertThat(found.tail().records()).isEqualTo(4);
        assertThat(found.tail().since()).isEqualTo(Instant.ofEpochMilli(1_030));
    }

    @RepeatedTest(40)
    void aChangedRecordIsFoundAtItsOffset(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>(log(0, 30));
        List<Checkpoint> sealed = sealed(log);
        int victim = random.nextInt(30);
        ConsumerRecord<byte[], byte[]> old = log.get(victim);
        byte[] value = old.value().clone();
        byte[] key = old.key().clone();
        long timestamp = old.timestamp();
        switch (random.nextInt(3)) {
            case 0 -> value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> key[random.nextInt(key.length)] ^= (byte) (1 << random.nextInt(8));
            default -> timestamp += 1;
        }
        log.set(victim, record(victim, timestamp, key, value));

        Verification.Partition found = verify(log, sealed);

        assertThat(found.findings())
                .as("seed %d", repetition.getCurrentRepetition())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
                    assertThat(finding.from()).isEqualTo(victim);
                });
        assertThat(found.verified()).isEqualTo(20);
    }

    @RepeatedTest(30)
    void aRecordThatIsGoneIsFoundWhetherOrNotTheOthersMovedUp(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>(log(0, 30));
        List<Checkpoint> sealed = sealed(log);
        int victim = random.nextInt(30);
        log.remove(victim);
        List<ConsumerRecord<byte[], byte[]>> moved = renumbered(log);

        assertThat(verify(log, sealed).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED);
            assertThat(finding.from()).isEqualTo(victim);
        });
        assertThat(verify(moved, sealed).findings()).isNotEmpty().first().satisfies(finding -> {
            assertThat(finding.kind()).isIn(Finding.Kind.REMOVED, Finding.Kind.CHANGED);
            assertThat(finding.from()).isEqualTo(victim);
        });
    }

    @Test
    void anInsertedRecordAndTwoThatChangedPlacesAreFound() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 30);
        List<Checkpoint> sealed = sealed(log);
        List<ConsumerRecord<byte[], byte[]>> more = new ArrayList<>(log);
        more.add(12, record(12, 1_011, bytes("key"), bytes("a decision that nobody made")));
        assertThat(verify(renumbered(more), sealed).findings()).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.INSERTED);
            assertThat(finding.from()).isEqualTo(12);
        });

        List<ConsumerRecord<byte[], byte[]>> swapped = new ArrayList<>(log);
        swapped.set(14, log.get(16));
        swapped.set(16, log.get(14));
        assertThat(verify(renumbered(swapped), sealed).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.REORDERED);
                    assertThat(finding.from()).isEqualTo(14);
                });
    }

    @Test
    void aLogThatEndsBeforeItsLastCheckpointIsFound() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 30);

        assertThat(verify(log.subList(0, 25), sealed(log)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED);
                    assertThat(finding.from()).isEqualTo(25);
                    assertThat(finding.to()).isEqualTo(29);
                });
    }

    @Test
    void aMissingCheckpointIsFoundAndItsRecordsAreVerifiedByTheNext() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 30);
        List<Checkpoint> sealed = new ArrayList<>(sealed(log));
        sealed.remove(1);

        Verification.Partition found = verify(log, sealed);

        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.MISSING_CHECKPOINT);
            assertThat(finding.from()).isEqualTo(19);
        });
        assertThat(found.verified()).isEqualTo(30);

        List<ConsumerRecord<byte[], byte[]>> changed = new ArrayList<>(log);
        changed.set(15, record(15, 1_015, bytes("key"), bytes("other")));
        assertThat(verify(changed, sealed).findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Finding.Kind.MISSING_CHECKPOINT, Finding.Kind.ALTERED);
    }

    @Test
    void theFirstCheckpointMayNotGoMissingEither() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 30);
        List<Checkpoint> sealed = sealed(log);

        assertThat(verify(log, sealed.subList(1, 3)).findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.MISSING_CHECKPOINT);
    }

    @Test
    void whatRetentionRemovedIsNoTamperingAndVerificationBeginsBehindIt() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 30);
        List<Checkpoint> sealed = sealed(log);

        Verification.Partition found = verify(log.subList(14, 30), sealed);

        assertThat(found.findings()).isEmpty();
        assertThat(found.from()).isEqualTo(20);
        assertThat(found.verified()).isEqualTo(10);
        assertThat(found.notes()).singleElement().asString().contains("offsets 14 to 19 cannot be verified");
    }

    @Test
    void whereRetentionHasCutIntoTheNewestCheckpointThatIsSaidAndIsNotTakenForNotSealedYet() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 34);
        List<Checkpoint> sealed = sealed(log);

        Verification.Partition found = verify(log.subList(25, 34), sealed);

        assertThat(found.findings()).isEmpty();
        assertThat(found.verified()).isZero();
        assertThat(found.notes()).singleElement().asString().contains("offsets 25 to 29 cannot be verified");
        assertThat(found.tail().records()).isEqualTo(4);
    }

    @Test
    void recordsThatRetentionTookBeforeTheAuditorCameAreSaid() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 40);
        List<Checkpoint> sealed = new ArrayList<>(sealed(log.subList(0, 10)));
        PartitionAudit late = PartitionAudit.behind(sealed.getLast());
        log.subList(20, 30).forEach(record -> late.take(record, NOW));
        sealed.add(late.checkpoint(NOW));

        Verification.Partition found = verify(log.subList(20, 30), sealed);

        assertThat(found.findings()).isEmpty();
        assertThat(found.verified()).isEqualTo(10);
        assertThat(found.notes()).singleElement().asString().contains("offsets 10 to 19");
    }

    @Test
    void twoAuditorsThatHadAPartitionForAMomentDoNoHarm() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 40);
        List<Checkpoint> sealed = new ArrayList<>(sealed(log.subList(0, 10)));
        Checkpoint shared = sealed.getFirst();
        PartitionAudit old = PartitionAudit.behind(shared);
        log.subList(10, 17).forEach(record -> old.take(record, NOW));
        PartitionAudit successor = PartitionAudit.behind(shared);
        log.subList(10, 30).forEach(record -> successor.take(record, NOW));
        sealed.add(old.checkpoint(NOW));
        sealed.add(successor.checkpoint(NOW));

        Verification.Partition found = verify(log, sealed);

        assertThat(found.findings()).isEmpty();
        assertThat(found.verified()).isEqualTo(30);
        assertThat(found.tail().records()).isEqualTo(10);
    }

    @Test
    void aPartOfTheLogIsVerifiedWithTheCheckpointsThatCoverIt() {
        List<ConsumerRecord<byte[], byte[]>> log = log(0, 50);
        PartitionVerifier verifier = new PartitionVerifier(0, sealed(log), new PartitionVerifier.Range(0, 50, 13, 27));
        assertThat(verifier.from()).isEqualTo(10);
        assertThat(verifier.until()).isEqualTo(30);

        log.subList(10, 30).forEach(verifier::take);

        Verification.Partition found = verifier.finish();
        assertThat(found.findings()).isEmpty();
        assertThat(found.verified()).isEqualTo(20);
        assertThat(found.tail().records()).isZero();
    }

    @Test
    void aCheckpointSaysTheSameAfterItWasWrittenDown() {
        Checkpoint checkpoint = sealed(log(0, 10)).getFirst();

        assertThat(Checkpoint.read(checkpoint.json())).isEqualTo(checkpoint);
    }

    private static Verification.Partition verify(
            List<ConsumerRecord<byte[], byte[]>> log, List<Checkpoint> checkpoints) {
        long begins = log.getFirst().offset();
        long ends = log.getLast().offset() + 1;
        PartitionVerifier verifier =
                new PartitionVerifier(0, checkpoints, new PartitionVerifier.Range(begins, ends, begins, ends));
        log.stream().filter(record -> record.offset() >= verifier.from()).forEach(verifier::take);
        return verifier.finish();
    }

    /** A checkpoint for every ten records that are there in full. */
    private static List<Checkpoint> sealed(List<ConsumerRecord<byte[], byte[]>> log) {
        PartitionAudit audit = PartitionAudit.beginning(TOPIC, 0);
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            audit.take(record, NOW);
            if (audit.uncovered() == BLOCK) {
                checkpoints.add(audit.checkpoint(NOW));
                audit.written(checkpoints.getLast());
            }
        }
        return checkpoints;
    }

    private static List<ConsumerRecord<byte[], byte[]>> log(int from, int to) {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        for (int i = from; i < to; i++) {
            log.add(record(i, 1_000 + i, bytes("acme|USER|" + i % 3), bytes("decision " + i)));
        }
        return log;
    }

    private static List<ConsumerRecord<byte[], byte[]>> renumbered(List<ConsumerRecord<byte[], byte[]>> log) {
        List<ConsumerRecord<byte[], byte[]>> renumbered = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            renumbered.add(record(renumbered.size(), record.timestamp(), record.key(), record.value()));
        }
        return renumbered;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
