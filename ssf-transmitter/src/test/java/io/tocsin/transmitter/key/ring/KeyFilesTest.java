// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.PrivateFile;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.key.KeyPairs;
import io.tocsin.transmitter.key.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeOnceForItsOwnerOnlyAndFoundAgain() throws IOException {
        Path file = folder.resolve("sub/keys.json");

        SigningKeys made = SigningKeys.open(file);
        SigningKeys found = SigningKeys.open(file);

        assertThat(found.list()).isEqualTo(made.list()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String id = made.list().getFirst().keyId();
        assertThat(made.publishedJson()).contains(id).doesNotContain("\"d\"", "\"p\"", "\"nbf\"", "\"iat\"", "\"exp\"");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        Path file = folder.resolve("keys.json");
        SigningKeys.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> SigningKeys.open(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileThatHoldsNoKeyIsRefused() throws IOException {
        Path file = folder.resolve("keys.json");
        SigningKeys.open(file);
        Files.writeString(file, "{\"keys\":[]}");

        assertThatThrownBy(() -> SigningKeys.open(file)).hasMessageContaining("expected at least one");
    }

    @Test
    void aFileThatIsNoneOfOursSaysWhatWasFoundAndWhatIsExpected() throws Exception {
        JWK small = new RSAKeyGenerator(1024, true).keyID("small").generate();
        JWK other = new ECKeyGenerator(Curve.P_384).keyID("other").generate();
        JWK twice = KeyPairs.jwk(
                SigningAlgorithm.ES256,
                KeyPairs.generate(SigningAlgorithm.ES256, 0, null).getPublic(),
                null);

        assertRefused("hello", "not a JWK Set");
        assertRefused("{}", "no array \"keys\"");
        assertRefused("{\"keys\":[{\"kty\":\"RSA\"}]}", "no JWK");
        assertRefused(set(small), "\"small\", RSA of 1024 bits", "RSA of at least 2048 bits");
        assertRefused(set(other), "\"other\", EC of 384 bits", "EC on P-256");
        assertRefused(set(twice, twice), "twice");
    }

    private void assertRefused(String content, String... said) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);

        assertThatThrownBy(() -> SigningKeys.open(file))
                .as(content)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(said));
    }

    private static String set(JWK... keys) {
        return "{\"keys\":[" + Stream.of(keys).map(JWK::toJSONString).collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void theFirstKeyOfAFileWithoutTimesSignsAndAllArePublished() throws Exception {
        Path file = folder.resolve("keys.json");
        JWK first = new RSAKeyGenerator(2048).keyID("first").generate();
        JWK second = new RSAKeyGenerator(3072).keyID("second").generate();
        PrivateFile.write(file, set(first, second).getBytes(UTF_8));

        SigningKeys keys = SigningKeys.open(file);

        assertThat(keys.current(SigningAlgorithm.RS256).keyId()).isEqualTo("first");
        assertThat(keys.publishedJson()).contains("first", "second");
        assertThat(keys.list()).extracting(KeyDescription::state).containsExactly(KeyState.CURRENT, KeyState.RETIRING);
    }

    @Test
    void aSealedSecretOpensWithItsKeyOnly() {
        SealingKey key = SealingKey.open(folder.resolve("secret.json"));
        SealingKey other = SealingKey.open(folder.resolve("other.json"));

        String sealed = key.seal(Secret.of("Bearer abc"));

        assertThat(sealed).doesNotContain("abc");
        assertThat(SealingKey.open(folder.resolve("secret.json")).unseal(sealed))
                .isEqualTo(Secret.of("Bearer abc"));
        assertThatThrownBy(() -> other.unseal(sealed)).isInstanceOf(IllegalStateException.class);
    }
}
