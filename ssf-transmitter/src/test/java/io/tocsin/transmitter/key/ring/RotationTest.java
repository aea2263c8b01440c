// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.PrivateFile;
import io.tocsin.transmitter.key.TokenType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requirement("SEC-3")
class RotationTest {
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final Duration RETIRE = Duration.ofHours(12);
    private static final KeysConfig CONFIG = new KeysConfig(AHEAD, RETIRE, null, null, null, null, null);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T12:00:00.250Z"));

    private SigningKeys open(KeysConfig config) {
        return SigningKeys.open(folder.resolve("keys.json"), config, now::get);
    }

    private void later(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    private static String sign(SigningKeys keys) {
        return keys.current(SigningAlgorithm.ES256).sign(TokenType.SET, "{}".getBytes(UTF_8));
    }

    private static KeyState stateOf(SigningKeys keys, String keyId) {
        return keys.list().stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void aSuccessorIsPublishedThenSignsAndTheOldKeyRetiresAndGoes() {
        SigningKeys keys = open(CONFIG);
        String old = keys.current(SigningAlgorithm.ES256).keyId();
        String token = sign(keys);

        List<KeyDescription> all = keys.rotate(Rotation.ORDINARY, SigningAlgorithm.ES256);

        String next = all.getLast().keyId();
        assertThat(stateOf(keys, next)).isEqualTo(KeyState.NEXT);
        assertThat(keys.publishedJson()).contains(old, next);
        assertThat(keys.current(SigningAlgorithm.ES256).keyId()).isEqualTo(old);

        later(AHEAD.minusSeconds(1));
        assertThat(keys.current(SigningAlgorithm.ES256).keyId()).isEqualTo(old);
        later(Duration.ofSeconds(3));
        assertThat(keys.current(SigningAlgorithm.ES256).keyId()).isEqualTo(next);
        assertThat(stateOf(keys, old)).isEqualTo(KeyState.RETIRING);
        assertThat(Verifying.verifies(token, keys.publishedJson())).isTrue();
        assertThat(keys.publishes(token)).isTrue();

        later(RETIRE);
        assertThat(keys.publishedJson()).contains(next).doesNotContain(old);
        assertThat(keys.publishes(token)).as("would be signed again").isFalse();
        keys.tend();
        assertThat(keys.list()).extracting(KeyDescription::keyId).contains(next).doesNotContain(old);
        assertThat(folder.resolve("keys.json"))
                .content()
                .as("nor is its private part left")
                .doesNotContain(old);
    }

    @Test
    void anOrdinaryRotationUnderWayIsNotBegunAgain() {
        SigningKeys keys = open(CONFIG);

        List<KeyDescription> once = keys.rotate(Rotation.ORDINARY, null);

        assertThat(keys.rotate(Rotation.ORDINARY, null)).isEqualTo(once).hasSize(2);
    }

    @Test
    void aKeyThatSomebodyElseHasSignsNoMoreAndIsPublishedNoMore() {
        SigningKeys keys = open(CONFIG);
        String token = sign(keys);
        String lost = keys.current(SigningAlgorithm.ES256).keyId();
        keys.rotate(Rotation.ORDINARY, SigningAlgorithm.ES256);

        keys.rotate(Rotation.EMERGENCY, SigningAlgorithm.ES256);

        String fresh = keys.current(SigningAlgorithm.ES256).keyId();
        assertThat(fresh).isNotEqualTo(lost);
        assertThat(keys.publishedJson()).contains(fresh).doesNotContain(lost);
        assertThat(Verifying.verifies(sign(keys), keys.publishedJson())).isTrue();
        assertThat(keys.publishes(token)).isFalse();
        keys.tend();
        assertThat(keys.list().stream().filter(key -> key.algorithm() == SigningAlgorithm.ES256))
                .as("the one that waited to take over was in the same place")
                .hasSize(1);
        assertThat(keys.list())
                .as("other algorithms are left alone")
                .anyMatch(key -> key.algorithm() == SigningAlgorithm.RS256 && key.state() == KeyState.CURRENT);
    }

    @Test
    void keysAreSucceededWhenTheyReachTheirAge() {
        Duration age = Duration.ofDays(90);
        SigningKeys keys = open(new KeysConfig(AHEAD, RETIRE, age, null, null, null, null));
        String old = keys.current(SigningAlgorithm.RS256).keyId();

        later(age.minus(AHEAD).minusSeconds(10));
        keys.tend();
        assertThat(keys.list()).hasSize(1);

        later(Duration.ofSeconds(20));
        keys.tend();
        keys.tend();
        assertThat(keys.list()).extracting(KeyDescription::state).containsExactly(KeyState.CURRENT, KeyState.NEXT);

        later(AHEAD.plusSeconds(2));
        assertThat(keys.current(SigningAlgorithm.RS256).keyId()).isNotEqualTo(old);
    }

    @Test
    void aKeyOfUnknownAgeIsNotSucceededAtOnce() throws IOException {
        SigningKeys plain = open(CONFIG);
        Path file = folder.resolve("keys.json");
        String withTimes = Files.readString(file);
        Files.writeString(file, withTimes.replaceAll(",\"(nbf|iat)\":\\d+", ""));
        Duration age = Duration.ofDays(90);
        SigningKeys keys = open(new KeysConfig(AHEAD, RETIRE, age, null, null, null, null));

        keys.tend();
        assertThat(keys.list()).hasSize(1);
        assertThat(keys.current(SigningAlgorithm.RS256).keyId())
                .isEqualTo(plain.list().getFirst().keyId());

        later(age);
        keys.tend();
        assertThat(keys.list()).hasSize(2);
    }

    @Test
    void twoInstancesOnOneFileMakeOneSuccessorAndSwitchTogether() {
        SigningKeys here = open(CONFIG);
        SigningKeys there = open(CONFIG);
        assertThat(there.list()).isEqualTo(here.list());

        here.rotate(Rotation.ORDINARY, null);
        assertThat(there.publishedJson())
                .as("published before it is next tended")
                .isEqualTo(here.publishedJson());
        there.rotate(Rotation.ORDINARY, null);

        assertThat(there.list()).isEqualTo(here.list()).hasSize(2);
        later(AHEAD.plusSeconds(2));
        assertThat(there.current(SigningAlgorithm.RS256).keyId())
                .isEqualTo(here.current(SigningAlgorithm.RS256).keyId())
                .isEqualTo(here.list().getLast().keyId());
    }

    @Test
    void aFileThatIsGoneOrBrokenChangesNothingUntilItIsBack() throws IOException {
        SigningKeys keys = open(CONFIG);
        String published = keys.publishedJson();
        Path file = folder.resolve("keys.json");
        byte[] content = Files.readAllBytes(file);

        Files.delete(file);
        keys.tend();
        assertThat(keys.publishedJson()).isEqualTo(published);
        assertThat(file).doesNotExist();

        PrivateFile.write(file, "{".getBytes(UTF_8));
        keys.tend();
        assertThat(keys.publishedJson()).isEqualTo(published);
        assertThatThrownBy(() -> keys.rotate(Rotation.ORDINARY, null)).hasMessageContaining(file.toString());

        PrivateFile.write(file, content);
        assertThat(keys.rotate(Rotation.ORDINARY, null)).hasSize(2);
    }

    @Test
    void timesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new KeysConfig(Duration.ofMinutes(5), null, null, null, null, null, null))
                .as("no longer than receivers may keep the JWKS")
                .hasMessageContaining("publish-ahead is PT5M, expected PT6M10S");
        assertThatThrownBy(() -> new KeysConfig(null, Duration.ofMinutes(59), null, null, null, null, null))
                .hasMessageContaining("retire-after");
        assertThatThrownBy(() -> new KeysConfig(null, null, Duration.ofHours(1), null, null, null, null))
                .hasMessageContaining("rotate-every");
        assertThatThrownBy(() -> new KeysConfig(null, null, null, null, 1024, null, null))
                .hasMessageContaining("rsa-bits is 1024");
    }
}
