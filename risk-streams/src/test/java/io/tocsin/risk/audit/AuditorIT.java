// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuditorIT extends AuditCase {
    AuditorIT(KafkaCluster cluster) {
        super(cluster);
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

    private static long covered(Auditor auditor) {
        return auditor.counts().covered();
    }
}
