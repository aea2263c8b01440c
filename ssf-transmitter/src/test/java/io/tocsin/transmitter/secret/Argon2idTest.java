// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {
    private final Argon2id hashing = new Argon2id();

    @Test
    void aHashMatchesItsSecretAndNoOther() {
        SecretHash hash = hashing.hash("correct horse");

        assertThat(hash.phc()).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(Argon2id.matches(hash, "correct horse")).isTrue();
        assertThat(Argon2id.matches(hash, "correct horsf")).isFalse();
        assertThat(Argon2id.matches(hash, "")).isFalse();
    }

    @Test
    void equalSecretsHaveDifferentHashes() {
        assertThat(hashing.hash("same")).isNotEqualTo(hashing.hash("same"));
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1}. */
    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        SecretHash hash = hashing.of(Secret.of(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ" + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));

        assertThat(Argon2id.matches(hash, "password")).isTrue();
        assertThat(Argon2id.matches(hash, "passwore")).isFalse();
    }

    @Test
    void aSecretInTheClearIsHashed() {
        assertThat(Argon2id.matches(hashing.of(Secret.of("in the clear")), "in the clear"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
                "$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=8,t=1,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    void aHashThatIsBrokenOrRuinousIsRefusedWithoutRepeatingIt(String written) {
        assertThatThrownBy(() -> hashing.of(Secret.of(written)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected")
                .hasMessageNotContaining("CTFhFd")
                .hasMessageNotContaining("9f86d0");
    }

    @Test
    void aHashDoesNotPrintItself() {
        assertThat(hashing.hash("x")).hasToString("[secret hash]");
    }
}
