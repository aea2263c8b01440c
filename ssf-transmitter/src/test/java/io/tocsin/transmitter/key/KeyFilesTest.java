// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

        assertThat(found.current()).isEqualTo(made.current());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.publishedJson()).contains(made.current().getKeyID()).doesNotContain("\"d\"", "\"p\"");
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
    void whateverProviderIsChosenItsSignaturesVerify() throws Exception {
        SigningKeys keys = SigningKeys.open(folder.resolve("keys.json"));
        try (SigningPool pool = new SigningPool(keys.current(), CryptoProvider.choose())) {
            String token = pool.sign(
                            TokenType.SET, JsonNodeFactory.instance.objectNode().put("iss", "me"))
                    .join();

            JWSObject jws = JWSObject.parse(token);
            assertThat(jws.verify(new RSASSAVerifier(keys.current().toRSAPublicKey())))
                    .isTrue();
            assertThat(jws.getHeader().getType().toString()).isEqualTo("secevent+jwt");
            assertThat(jws.getHeader().getKeyID()).isEqualTo(keys.current().getKeyID());
            assertThat(jws.getPayload().toString()).isEqualTo("{\"iss\":\"me\"}");
        }
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
