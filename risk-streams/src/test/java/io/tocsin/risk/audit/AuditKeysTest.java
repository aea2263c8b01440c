// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeysTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void aSignatureIsGoodForWhatWasSignedAndAfterARestart() {
        AuditKeys keys = open();
        Checkpoint checkpoint = PartitionAudit.beginning("decisions", 3).checkpoint(CLOCK.instant());
        String signed = keys.sign(checkpoint);

        assertThat(open().read(signed))
                .isInstanceOfSatisfying(
                        AuditKeys.Read.Genuine.class,
                        genuine -> assertThat(genuine.checkpoint()).isEqualTo(checkpoint));
        String[] parts = signed.split("\\.", -1);
        assertThat(open().read(parts[0] + "." + parts[1].substring(1) + "." + parts[2]))
                .isInstanceOf(AuditKeys.Read.Forged.class);
        assertThat(open().read(signed.substring(0, signed.length() - 8) + "AAAAAAAA"))
                .isInstanceOf(AuditKeys.Read.Forged.class);
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws Exception {
        open();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::open).hasMessageContaining("chmod 600");
    }

    @Test
    void aRotatedKeyLosesItsPrivatePart() throws Exception {
        AuditKeys keys = open();
        keys.rotate();

        assertThat(Files.readString(file())).containsOnlyOnce("\"d\"");
        assertThat(open().describe()).hasSize(2);
    }

    @Test
    void aFileThatIsNoKeySetIsRefusedByName() throws Exception {
        Files.writeString(file(), "{}");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(this::open).hasMessageContaining("keys.json");
    }

    private AuditKeys open() {
        return AuditKeys.open(file(), List.of(), CLOCK);
    }

    private Path file() {
        return folder.resolve("keys.json");
    }
}
