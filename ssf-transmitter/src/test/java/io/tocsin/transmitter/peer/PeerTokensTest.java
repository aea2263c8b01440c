// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.key.ring.Rotation;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.key.ring.SigningPool;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTokensTest {
    private static final ForwardedCall CALL = new ForwardedCall("alpha", Set.of(Scope.READ));
    private static final String ISSUER = "https://tocsin.example";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    private SigningKeys keys;
    private SigningPool signer;
    private PeerTokens tokens;

    @BeforeEach
    void start(@TempDir Path folder) {
        keys = SigningKeys.open(folder.resolve("keys.json"));
        signer = new SigningPool(keys, TransmitterMetrics.NONE);
        tokens = new PeerTokens(ISSUER, signer, keys, now::get);
    }

    @AfterEach
    void stop() {
        signer.close();
    }

    private String token() {
        return tokens.issue(CALL, "POST", "/ssf/poll/a").join();
    }

    @Test
    void saysForWhomAnInstanceAsks() {
        assertThat(tokens.verify(token(), "POST", "/ssf/poll/a")).contains(CALL);
    }

    @Test
    void isGoodForOneRequestOnly() {
        assertThat(tokens.verify(token(), "POST", "/ssf/poll/b")).isEmpty();
        assertThat(tokens.verify(token(), "DELETE", "/ssf/poll/a")).isEmpty();
    }

    @Test
    void isGoodForAMomentOnlyButClocksMayDifferALittle() {
        String token = token();
        Instant issued = now.get();

        now.set(issued.minusSeconds(20));
        assertThat(tokens.verify(token, "POST", "/ssf/poll/a")).isPresent();
        now.set(issued.plusSeconds(59));
        assertThat(tokens.verify(token, "POST", "/ssf/poll/a")).isPresent();
        now.set(issued.plusSeconds(61));
        assertThat(tokens.verify(token, "POST", "/ssf/poll/a")).isEmpty();
        now.set(issued.minusSeconds(40));
        assertThat(tokens.verify(token, "POST", "/ssf/poll/a")).isEmpty();
    }

    @Test
    void isNotThatOfATransmitterWithOtherKeysOrAnotherIssuer(@TempDir Path elsewhere) {
        SigningKeys others = SigningKeys.open(elsewhere.resolve("keys.json"));

        assertThat(new PeerTokens(ISSUER, signer, others, now::get).verify(token(), "POST", "/ssf/poll/a"))
                .isEmpty();
        assertThat(new PeerTokens("https://other.example", signer, keys, now::get)
                        .verify(token(), "POST", "/ssf/poll/a"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = TokenType.class, names = "PEER", mode = EnumSource.Mode.EXCLUDE)
    void noOtherTokenOfTheHubPassesForIt(TokenType type) throws Exception {
        JsonNode claims = new ObjectMapper()
                .readTree(SignedJWT.parse(token()).getPayload().toString());
        String other = signer.sign(type, claims).join();

        assertThat(tokens.verify(other, "POST", "/ssf/poll/a")).isEmpty();
    }

    @Test
    void whatAnOperatorAskedHasATokenOfItsOwnForThatVeryCall() {
        byte[] call = "{\"uri\":\"/admin/v1/streams/a:pause\"}".getBytes(UTF_8);
        String token = tokens.issue(call).join();

        JWTClaimsSet claims = tokens.verifyOperator(token).orElseThrow();
        assertThat(PeerTokens.isFor(claims, call)).isTrue();
        assertThat(PeerTokens.isFor(claims, "{\"uri\":\"/admin/v1/streams/b:pause\"}".getBytes(UTF_8)))
                .isFalse();
        assertThat(tokens.verify(token, "POST", "/ssf/poll/a")).isEmpty();
        assertThat(tokens.verifyOperator(token())).as("a receiver's is none").isEmpty();
    }

    @Test
    void aKeyThatAnotherInstanceHasJustMadeIsKnownToo(@TempDir Path shared) {
        SigningKeys mine = SigningKeys.open(shared.resolve("keys.json"));
        SigningKeys theirs = SigningKeys.open(shared.resolve("keys.json"));
        theirs.rotate(Rotation.EMERGENCY, null);
        try (SigningPool pool = new SigningPool(theirs, TransmitterMetrics.NONE)) {
            String token = new PeerTokens(ISSUER, pool, theirs, now::get)
                    .issue(new byte[] {1})
                    .join();

            assertThat(new PeerTokens(ISSUER, signer, mine, now::get).verifyOperator(token))
                    .isPresent();
        }
    }

    @Test
    void whatIsNoTokenIsNobodys() {
        assertThat(tokens.verify("", "POST", "/")).isEmpty();
        assertThat(tokens.verify("a.b.c", "POST", "/")).isEmpty();
        assertThat(tokens.verify("x".repeat(10_000), "POST", "/")).isEmpty();
        assertThat(tokens.verify(
                        signer.sign(TokenType.PEER, JsonNodeFactory.instance.objectNode())
                                .join(),
                        "POST",
                        "/"))
                .isEmpty();
    }
}
