// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void certificatesAreMadeOnceAndUsedAgain() throws Exception {
        byte[] first = Files.readAllBytes(authority(NOW).root());
        assertThat(Files.readAllBytes(authority(NOW.plus(Duration.ofDays(300))).root()))
                .isEqualTo(first);
    }

    @Test
    void certificatesAreMadeAnewBeforeTheyRunOut() throws Exception {
        byte[] first = Files.readAllBytes(authority(NOW).root());
        assertThat(Files.readAllBytes(authority(NOW.plus(Duration.ofDays(370))).root()))
                .isNotEqualTo(first);
    }

    @Test
    void theKeyIsForItsOwnerOnly() throws Exception {
        Path key = requireNonNull(authority(NOW).server().key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aListenerHasEitherPemFilesOrAKeystore() {
        assertThatThrownBy(() -> new TlsConfig(folder, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate and key");
    }

    private LocalAuthority authority(Instant now) {
        return LocalAuthority.in(folder, () -> now);
    }
}
