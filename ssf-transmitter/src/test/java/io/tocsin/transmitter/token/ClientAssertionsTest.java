// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenResponse;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that prove by a key who they are (RFC 7523). */
class ClientAssertionsTest extends TokenEndpointCase {
    private static final String ASSERTION = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    @Test
    @Requirement({"FAPI-1", "IOP-2.7.1-1", "AT-2.2-1"})
    void aKeyOfItsOwnProvesTheClient() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        TokenEndpoint endpoint = endpoint(client(keys(new ClientKeys.Inline(jwks(key)))));

        assertThat(status(answer(endpoint, assertion(es256(key), claims(URL.toString())))))
                .isEqualTo(200);
        assertThat(status(answer(endpoint, assertion(es256(key), claims(ISSUER)))))
                .as("the issuer is as good an audience")
                .isEqualTo(200);
        JsonNode token = signed.last;
        assertThat(token.path("client_id").asText()).isEqualTo("client");
        assertThat(token.path("sub").asText()).isEqualTo("client");
        assertThat(token.path("iss").asText()).isEqualTo(ISSUER);
        assertThat(token.path("aud").asText()).isEqualTo(ISSUER);
        assertThat(token.path("jti").asText()).isNotBlank();
        assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(600);
    }

    @Test
    void anAssertionIsGoodOnceAndForUsOnlyAndNotForLong() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        ECKey another = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        TokenEndpoint endpoint = endpoint(client(keys(new ClientKeys.Inline(jwks(key)))));
        String once = assertion(es256(key), claims(ISSUER));

        assertThat(status(answer(endpoint, once))).isEqualTo(200);
        Map<String, String> bad = Map.of(
                "used before", once,
                "another audience", assertion(es256(key), claims("https://else.example")),
                "another key", assertion(es256(another), claims(ISSUER)),
                "expired",
                        assertion(
                                es256(key),
                                builder(ISSUER)
                                        .expirationTime(Date.from(Instant.now().minusSeconds(120)))
                                        .build()),
                "good for too long",
                        assertion(
                                es256(key),
                                builder(ISSUER)
                                        .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                                        .build()),
                "no jti", assertion(es256(key), builder(ISSUER).jwtID(null).build()),
                "HMAC",
                        assertion(
                                new Signing(JWSAlgorithm.HS256, new MACSigner("0123456789abcdef0123456789abcdef")),
                                claims(ISSUER)));
        bad.forEach((what, body) -> {
            TokenResponse refused = answer(endpoint, body);
            assertThat(status(refused)).as(what).isEqualTo(401);
            assertThat(refused.toErrorResponse().getErrorObject().getCode())
                    .as(what)
                    .isEqualTo("invalid_client");
        });
    }

    @Test
    @Requirement("SEC-4")
    void keysMayBeWhereTheClientPublishesThem() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        AtomicInteger fetches = new AtomicInteger();
        HttpServer server = vertx.createHttpServer(tls.server("localhost"))
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    request.response().end(jwks(key));
                })
                .listen()
                .await();
        TokenEndpoint endpoint = endpoint(
                client(keys(new ClientKeys.At(URI.create("https://localhost:" + server.actualPort() + "/jwks")))));

        assertThat(status(answer(endpoint, assertion(es256(key), claims(ISSUER)))))
                .isEqualTo(200);
        assertThat(status(answer(endpoint, assertion(es256(key), claims(ISSUER)))))
                .isEqualTo(200);
        assertThat(fetches).hasValue(1);
    }

    @Test
    @Requirement("SEC-1")
    void keysAreNotFetchedFromWhereOnlyWeCouldReach() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        TokenEndpoint endpoint = endpoint(client(keys(new ClientKeys.At(URI.create("https://127.0.0.2:1/jwks")))));

        assertThat(rejection(answering(endpoint, assertion(es256(key), claims(ISSUER)), null)))
                .isInstanceOf(Rejection.Unavailable.class);
    }

    private record Signing(JWSAlgorithm algorithm, JWSSigner signer) {}

    private static Signing es256(ECKey key) throws JOSEException {
        return new Signing(JWSAlgorithm.ES256, new ECDSASigner(key));
    }

    private static String assertion(Signing signing, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(signing.algorithm()).keyID("k").build(), claims);
        jwt.sign(signing.signer());
        return "grant_type=client_credentials&client_assertion_type=" + ASSERTION + "&client_assertion="
                + jwt.serialize();
    }

    private static String jwks(ECKey key) {
        return new JWKSet(key).toString(true);
    }

    private static Rejection rejection(CompletableFuture<TokenResponse> answer) {
        assertThatThrownBy(answer::join).hasCauseInstanceOf(RejectedException.class);
        return ((RejectedException) answer.exceptionNow()).rejection();
    }
}
