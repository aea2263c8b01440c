// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.CryptoProvider;
import io.tocsin.transmitter.key.KeyPairs;
import io.tocsin.transmitter.key.Signer;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignerTest {
    private static final JsonNode CLAIMS =
            JsonNodeFactory.instance.objectNode().put("iss", "me").put("ü", "€");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    @Requirement({"A-26", "A-25", "SSF-4.1.1-1", "SET-5.1-1"})
    void aTokenOfAnyAlgorithmVerifiesWithThePublishedKey(SigningAlgorithm algorithm) throws Exception {
        SigningKeys keys = SigningKeys.open(folder.resolve("keys.json"));
        try (SigningPool pool = new SigningPool(keys, TransmitterMetrics.NONE)) {
            String token = pool.sign(algorithm, TokenType.SET, CLAIMS).join();

            assertThat(Verifying.verifies(token, keys.publishedJson())).isTrue();
            JWSObject jws = JWSObject.parse(token);
            assertThat(jws.getHeader().getType().toString()).isEqualTo("secevent+jwt");
            assertThat(jws.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.jose());
            assertThat(jws.getHeader().toJSONObject()).containsOnlyKeys("kid", "typ", "alg");
            assertThat(jws.getPayload().toString()).isEqualTo(CLAIMS.toString());
            assertThat(pool.stillVerifies(token)).isTrue();
            assertThat(pool.stillVerifies("e30.e30.c2ln")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void thePlatformAndThePreferredProviderSignAlike(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPair pair = KeyPairs.generate(algorithm, KeyPairs.RSA_BITS, null);
        JWK jwk = KeyPairs.jwk(algorithm, pair.getPublic(), pair.getPrivate());
        String jwks = "{\"keys\":[" + jwk.toPublicJWK().toJSONString() + "]}";

        Signer platform = Signer.of(jwk.getKeyID(), algorithm, KeyPairs.privateKey(jwk), null);
        Signer preferred =
                Signer.preferring(CryptoProvider.choose(), jwk.getKeyID(), algorithm, KeyPairs.privateKey(jwk));

        for (Signer signer : List.of(platform, preferred)) {
            assertThat(Verifying.verifies(signer.sign(TokenType.SET, "{}".getBytes(UTF_8)), jwks))
                    .as(signer.providerName())
                    .isTrue();
        }
        if (CryptoProvider.choose() != null) {
            assertThat(preferred.providerName())
                    .as("translated once and computed there")
                    .isEqualTo("AmazonCorrettoCryptoProvider");
        }
    }

    @Test
    void aKeyPairIsMadeWhenItsAlgorithmIsFirstNeededAndStays() {
        SigningKeys keys = SigningKeys.open(folder.resolve("keys.json"));
        assertThat(keys.list()).extracting(KeyDescription::algorithm).containsExactly(SigningAlgorithm.RS256);

        String made = keys.current(SigningAlgorithm.ES256).keyId();

        assertThat(keys.current(SigningAlgorithm.ES256).keyId()).isEqualTo(made);
        assertThat(SigningKeys.open(folder.resolve("keys.json"))
                        .current(SigningAlgorithm.ES256)
                        .keyId())
                .isEqualTo(made);
        assertThat(keys.list())
                .extracting(KeyDescription::algorithm)
                .containsExactly(SigningAlgorithm.RS256, SigningAlgorithm.ES256);
    }

    @Test
    void eachSignatureIsCountedByAlgorithmAndProvider() {
        List<String> counted = new CopyOnWriteArrayList<>();
        TransmitterMetrics metrics = new TransmitterMetrics() {
            @Override
            public void signed(String algorithm, String provider) {
                counted.add(algorithm + " " + provider);
            }
        };
        SigningKeys keys = SigningKeys.open(folder.resolve("keys.json"));
        List<String> expected = new ArrayList<>();
        try (SigningPool pool = new SigningPool(keys, metrics)) {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                pool.sign(algorithm, TokenType.SET, CLAIMS).join();
                expected.add(algorithm.jose() + " " + keys.current(algorithm).providerName());
            }
        }

        assertThat(counted).containsExactlyElementsOf(expected);
    }
}
