// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.key.KeyStoreVault;
import io.tocsin.transmitter.key.TokenType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyStoreTest {
    private static final Duration AHEAD = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));

    private SigningKeys open(String password) {
        return SigningKeys.open(
                folder.resolve("ring.json"),
                new KeysConfig(
                        AHEAD,
                        Duration.ofHours(2),
                        null,
                        null,
                        null,
                        new KeysConfig.Pkcs12(folder.resolve("keys.p12"), Secret.of(password)),
                        null),
                now::get);
    }

    private KeyStoreVault vault() {
        return KeyStoreVault.pkcs12(folder.resolve("keys.p12"), "open sesame".toCharArray(), 2048, now::get);
    }

    private static String sign(SigningKeys keys, SigningAlgorithm algorithm) {
        return keys.current(algorithm).sign(TokenType.SET, "{}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void aKeyInAPkcs12FileSignsAndIsFoundAgain(SigningAlgorithm algorithm) throws IOException {
        SigningKeys keys = open("open sesame");
        String token = sign(keys, algorithm);

        assertThat(Verifying.verifies(token, keys.publishedJson())).isTrue();
        assertThat(open("open sesame").current(algorithm).keyId())
                .isEqualTo(keys.current(algorithm).keyId());
        assertThat(folder.resolve("ring.json"))
                .as("private parts are in the keystore only")
                .content()
                .doesNotContain("\"d\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Requirement("SEC-3")
    void aKeyThatIsPutIntoTheFileFollowsTheOneThatSigns() {
        SigningKeys keys = open("open sesame");
        String old = keys.current(SigningAlgorithm.RS256).keyId();

        String added = vault().generate(SigningAlgorithm.RS256).publicKey().getKeyID();
        keys.tend();

        assertThat(keys.publishedJson()).contains(old, added);
        assertThat(keys.current(SigningAlgorithm.RS256).keyId()).isEqualTo(old);
        now.updateAndGet(at -> at.plus(AHEAD).plusSeconds(2));
        assertThat(keys.current(SigningAlgorithm.RS256).keyId()).isEqualTo(added);

        now.updateAndGet(at -> at.plus(Duration.ofHours(2)));
        keys.tend();
        assertThat(vault().pairs())
                .as("retired keys are deleted from the file too")
                .extracting(pair -> pair.publicKey().getKeyID())
                .containsExactly(added);
    }

    @Test
    @Requirement("SEC-3")
    void aWithdrawnKeyIsNotTakenForANewOne() {
        SigningKeys keys = open("open sesame");
        String lost = keys.current(SigningAlgorithm.RS256).keyId();

        keys.rotate(Rotation.EMERGENCY, null);
        assertThat(vault().pairs())
                .as("a crash may come before it is deleted")
                .extracting(pair -> pair.publicKey().getKeyID())
                .contains(lost);

        SigningKeys restarted = open("open sesame");
        assertThat(restarted.publishedJson()).doesNotContain(lost);
        restarted.tend();
        assertThat(restarted.publishedJson()).doesNotContain(lost);
        assertThat(vault().pairs())
                .extracting(pair -> pair.publicKey().getKeyID())
                .doesNotContain(lost);
        assertThat(Verifying.verifies(sign(keys, SigningAlgorithm.RS256), restarted.publishedJson()))
                .isTrue();
    }

    @Test
    void aFileThatDoesNotOpenSaysWhichAndWhy() throws IOException {
        open("open sesame");
        assertThatThrownBy(() -> open("wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys.p12")
                .hasMessageContaining("password");

        Files.setPosixFilePermissions(folder.resolve("keys.p12"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> open("open sesame"))
                .hasMessageContaining("keys.p12")
                .hasMessageContaining("chmod 600");

        Files.setPosixFilePermissions(folder.resolve("keys.p12"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("keys.p12"), "not a keystore");
        assertThatThrownBy(() -> open("open sesame"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PKCS #12 file")
                .hasMessageContaining("keys.p12");
    }
}
