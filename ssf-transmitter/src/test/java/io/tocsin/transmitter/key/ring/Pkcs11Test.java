// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.key.KeyStoreVault;
import io.tocsin.transmitter.key.TokenType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against SoftHSM2, a token in software; skipped where it is not installed ({@code apt-get install softhsm2}). */
class Pkcs11Test {
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final String PIN = "123456";

    @TempDir
    static Path folder;

    private static Path config;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));

    @BeforeAll
    static void aTokenInSoftware() throws IOException, InterruptedException {
        Optional<Path> library = List.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so",
                        "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                .stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
        assumeTrue(library.isPresent(), "SoftHSM2 is not installed");
        // the library finds its tokens by an environment variable, which the build sets for this test
        String conf = System.getenv("SOFTHSM2_CONF");
        assumeTrue(conf != null, "SOFTHSM2_CONF is not set for the tests");
        Path tokens = Files.createTempDirectory(Path.of(conf).getParent(), "softhsm");
        Files.writeString(
                Path.of(conf),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        String label = "test-" + ProcessHandle.current().pid();
        Process init = new ProcessBuilder(
                        "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", PIN, "--pin", PIN)
                .redirectErrorStream(true)
                .start();
        String said = new String(init.getInputStream().readAllBytes(), UTF_8);
        assertThat(init.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(init.exitValue()).as(said).isZero();
        config = Files.writeString(
                folder.resolve("pkcs11.cfg"), "name = SoftHSM\nlibrary = " + library.get() + "\nslotListIndex = 0\n");
    }

    private SigningKeys open(Path ring, String pin) {
        return SigningKeys.open(
                ring,
                new KeysConfig(
                        AHEAD,
                        Duration.ofHours(2),
                        null,
                        null,
                        null,
                        null,
                        new KeysConfig.Pkcs11(config, Secret.of(pin), null)),
                now::get);
    }

    @Test
    @Requirement("SEC-3")
    void keysOnATokenSignRotateAndAreDeletedThere() {
        Path ring = folder.resolve("ring.json");
        SigningKeys keys = open(ring, PIN);
        for (SigningAlgorithm algorithm :
                List.of(SigningAlgorithm.RS256, SigningAlgorithm.PS256, SigningAlgorithm.ES256)) {
            String token = keys.current(algorithm).sign(TokenType.SET, "{}".getBytes(UTF_8));
            assertThat(Verifying.verifies(token, keys.publishedJson()))
                    .as(algorithm.jose())
                    .isTrue();
            assertThat(keys.current(algorithm).providerName()).contains("SoftHSM");
        }
        assertThat(ring).content().doesNotContain("\"d\"");
        String old = keys.current(SigningAlgorithm.ES256).keyId();
        assertThat(open(ring, PIN).current(SigningAlgorithm.ES256).keyId()).isEqualTo(old);

        keys.rotate(Rotation.ORDINARY, SigningAlgorithm.ES256);
        now.updateAndGet(at -> at.plus(AHEAD).plusSeconds(2));
        String next = keys.current(SigningAlgorithm.ES256).keyId();
        assertThat(next).isNotEqualTo(old);

        now.updateAndGet(at -> at.plus(Duration.ofHours(2)));
        keys.tend();
        assertThat(KeyStoreVault.pkcs11(config, PIN.toCharArray(), "tocsin-", 2048, now::get)
                        .pairs())
                .extracting(pair -> pair.publicKey().getKeyID())
                .contains(next)
                .doesNotContain(old);
    }

    @Test
    void keysWithOtherLabelsAreLeftAlone() {
        KeyStoreVault others = KeyStoreVault.pkcs11(config, PIN.toCharArray(), "other-", 2048, now::get);
        String foreign = others.generate(SigningAlgorithm.RS256).publicKey().getKeyID();

        SigningKeys keys = open(folder.resolve("another-ring.json"), PIN);

        assertThat(keys.publishedJson()).doesNotContain(foreign);
        assertThat(others.delete(foreign)).isTrue();
    }

    @Test
    void aWrongPinOrLibraryIsNamed() throws IOException {
        assertThatThrownBy(() -> open(folder.resolve("none.json"), "654321"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pkcs11.cfg")
                .hasMessageContaining("PIN");
        Path bad = Files.writeString(folder.resolve("bad.cfg"), "name = Bad\nlibrary = /nowhere/lib.so\n");
        assertThatThrownBy(() -> KeyStoreVault.pkcs11(bad, PIN.toCharArray(), "", 2048, now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.cfg")
                .hasMessageContaining("/nowhere/lib.so");
        assertThatThrownBy(
                        () -> KeyStoreVault.pkcs11(folder.resolve("absent.cfg"), PIN.toCharArray(), "", 2048, now::get))
                .hasMessageContaining("absent.cfg")
                .hasMessageContaining("no readable file");
    }
}
