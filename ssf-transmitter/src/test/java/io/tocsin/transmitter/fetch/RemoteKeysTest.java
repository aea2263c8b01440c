// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.tocsin.schemas.conformance.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@Requirement("SEC-4")
class RemoteKeysTest {
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private int fetches;
    private CompletableFuture<String> document = CompletableFuture.completedFuture(jwks("a"));
    private final RemoteKeys keys = new RemoteKeys(this::fetch, () -> now);

    private CompletableFuture<String> fetch() {
        fetches++;
        return document;
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        for (int i = 0; i < 100; i++) {
            assertThat(keys.key("a").join()).isPresent();
        }
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void unknownKeyIdsCauseOneFetchInThirtySecondsHoweverManyThereAre() {
        keys.key("a").join();
        now = now.plusSeconds(31);
        for (int i = 0; i < 1000; i++) {
            assertThat(keys.key("random" + i).join()).isEmpty();
        }
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aNewKeyIsFoundWhenItsTokenComes() {
        keys.key("a").join();
        document = CompletableFuture.completedFuture(jwks("b"));
        now = now.plusSeconds(31);

        assertThat(keys.key("b").join()).isPresent();
        assertThat(keys.key("a").join()).as("withdrawn").isEmpty();
    }

    @Test
    void whileTheServerIsDownOldKeysServeForAnHour() {
        keys.key("a").join();
        document = CompletableFuture.failedFuture(new FetchException("down"));

        now = now.plus(Duration.ofMinutes(50));
        assertThat(keys.key("a").join()).isPresent();
        assertThat(keys.key("b").join()).as("unknown, not undecided").isEmpty();

        now = now.plus(Duration.ofMinutes(11));
        assertThatThrownBy(() -> keys.key("a").join()).hasCauseInstanceOf(FetchException.class);
    }

    @Test
    void tokensWaitForTheSameFetch() {
        document = new CompletableFuture<>();
        var first = keys.key("a");
        var second = keys.key("a");
        document.complete(jwks("a"));

        assertThat(first.join()).isPresent();
        assertThat(second.join()).isPresent();
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void sharedSecretsAndKeysForEncryptionAreNoKeysHere() throws JOSEException {
        JWK shared = new OctetSequenceKeyGenerator(256).keyID("oct").generate();
        JWK encrypts = new ECKeyGenerator(Curve.P_256)
                .keyID("enc")
                .keyUse(KeyUse.ENCRYPTION)
                .generate();
        String text = new JWKSet(List.of(shared, encrypts)).toString(false);

        assertThat(RemoteKeys.parse(text)).isEmpty();
        assertThatThrownBy(() -> RemoteKeys.parse("<html>")).isInstanceOf(FetchException.class);
    }

    private static String jwks(String keyId) {
        try {
            return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate()).toString(true);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
