// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.common.contenttype.ContentType;
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
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.ReceiverTables;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Revocations;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.secret.Argon2id;
import io.tocsin.transmitter.secret.AttemptLimits;
import io.tocsin.transmitter.secret.SecretChecks;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.view.CaughtUp;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {
    private static final String ISSUER = "https://tocsin.example/t/acme";
    private static final URI URL = URI.create(ISSUER + "/oauth/token");
    private static final String HERE = "192.0.2.1";
    private static final String ASSERTION = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    private final Vertx vertx = Vertx.vertx();
    private final Argon2id hashing = new Argon2id();
    private final SecretChecks secrets = new SecretChecks(hashing, Instant::now);
    private final TestTls tls = new TestTls();
    private final Watch watch = new Watch(Duration.ofSeconds(10));
    private final HttpsFetch fetch =
            new HttpsFetch(vertx, tls.authorityFile(), watch, new AddressRules(List.of("127.0.0.1/32")));
    private final Claims signed = new Claims();

    @AfterEach
    void close() {
        secrets.close();
        fetch.close();
        watch.close();
        vertx.close().await();
    }

    /** Signs nothing, shows what it was asked to. */
    private static final class Claims implements TokenSigner {
        private @Nullable JsonNode last;

        @Override
        public CompletableFuture<String> sign(SigningAlgorithm algorithm, TokenType type, JsonNode claims) {
            last = claims;
            return CompletableFuture.completedFuture("token");
        }

        @Override
        public boolean stillVerifies(String token) {
            return true;
        }
    }

    @Test
    void aClientThatAnotherInstanceHasJustRegisteredIsWaitedFor() {
        Receivers receivers = new Receivers(List.of());
        AtomicInteger waits = new AtomicInteger();
        TokenEndpoint endpoint = endpoint(receivers, () -> {
            waits.incrementAndGet();
            ReceiverTables.put(receivers, client(secret("s3cret")));
            return CompletableFuture.completedFuture(null);
        });

        assertThat(status(answer(endpoint, secretForm("s3cret")))).isEqualTo(200);
        assertThat(status(answer(endpoint, secretForm("s3cret")))).isEqualTo(200);
        assertThat(waits).hasValue(1);
        assertThat(status(answer(endpoint, secretForm("another")))).isEqualTo(401);
    }

    @Test
    void aSecretThatAnotherInstanceHasJustMadeIsWaitedFor() {
        Receivers receivers = new Receivers(List.of());
        ReceiverTables.put(receivers, client(secret("old")));
        TokenEndpoint endpoint = endpoint(receivers, () -> {
            ReceiverTables.put(receivers, client(secret("new")));
            return CompletableFuture.completedFuture(null);
        });

        assertThat(status(answer(endpoint, secretForm("new")))).isEqualTo(200);
        assertThat(status(answer(endpoint, secretForm("old")))).isEqualTo(401);
    }

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

    @Test
    @Requirement("FAPI-1")
    void aCertificateOfATrustedAuthorityProvesTheClientByItsName() throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        ClientCertificate its = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=client,O=Acme")
                .addSanDnsName("client.acme.example")
                .buildIssuedBy(authority));
        ClientCertificate others = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=other,O=Acme")
                .addSanDnsName("other.acme.example")
                .buildIssuedBy(authority));
        ClientCertificate forged = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=client,O=Acme")
                .addSanDnsName("client.acme.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
        for (CertificateName name : List.of(
                new CertificateName(CertificateName.Kind.SUBJECT_DN, "CN=client, O=Acme"),
                new CertificateName(CertificateName.Kind.SAN_DNS, "Client.acme.example"))) {
            TokenEndpoint endpoint = endpoint(client(new Credentials(null, null, name, null, Map.of())));

            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", its)))
                    .isEqualTo(200);
            assertThat(signed.last.path("cnf").path("x5t#S256").asText()).isEqualTo(its.thumbprint());
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", others)))
                    .isEqualTo(401);
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", forged)))
                    .as("of its own making")
                    .isEqualTo(401);
            assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client")))
                    .isEqualTo(401);
        }
    }

    @Test
    void aCertificateOfItsOwnMakingProvesTheClientByItsKey() throws Exception {
        X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle another = new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        ECKey key = new ECKey.Builder(
                        Curve.P_256, (ECPublicKey) own.getCertificate().getPublicKey())
                .keyID("k")
                .build();
        TokenEndpoint endpoint = endpoint(client(keys(new ClientKeys.Inline(new JWKSet(key).toString(true)))));

        assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", of(own))))
                .isEqualTo(200);
        assertThat(status(answer(endpoint, "grant_type=client_credentials&client_id=client", of(another))))
                .isEqualTo(401);
    }

    @Test
    void whoMustHaveBoundTokensGetsNoOthers() throws Exception {
        ReceiverRegistration plain = client(secret("right"));
        ReceiverRegistration bound = new ReceiverRegistration(
                plain.clientId(),
                plain.tenant(),
                plain.audience(),
                plain.allowedEvents(),
                plain.scopes(),
                plain.pushHostsAllowed(),
                plain.maxStreams(),
                plain.dialect(),
                plain.signingAlgorithm(),
                null,
                null,
                plain.credentials(),
                true,
                null,
                null);
        TokenEndpoint endpoint = endpoint(bound);
        ClientCertificate any = of(new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .buildSelfSigned());

        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(400);
        assertThat(status(answer(endpoint, secretForm("right"), any))).isEqualTo(200);
        assertThat(signed.last.path("cnf").path("x5t#S256").asText()).isEqualTo(any.thumbprint());
    }

    @Test
    @Requirement("SEC-6")
    void whoFailsTooOftenIsToldToWaitAndAKnownClientIsNot() {
        TokenEndpoint endpoint = endpoint(client(secret("right")));
        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(200);

        Rejection refused = null;
        for (int i = 0; i < 100 && refused == null; i++) {
            CompletableFuture<TokenResponse> answer =
                    endpoint.answer(request(secretForm("wrong")), "198.51.100.9", null);
            try {
                assertThat(status(answer.join())).isEqualTo(401);
            } catch (CompletionException e) {
                refused = ((RejectedException) e.getCause()).rejection();
            }
        }

        assertThat(refused).isInstanceOf(Rejection.TooManyRequests.class);
        assertThat(status(answer(endpoint, secretForm("right")))).isEqualTo(200);
    }

    /** Not a measurement of nanoseconds: who is unknown must not be told apart by missing work. */
    @Test
    void unknownClientsTakeTheTimeOfKnownOnes() {
        TokenEndpoint endpoint = endpoint(client(secret("right")));
        answer(endpoint, secretForm("wrong"));
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            known = Math.min(known, nanos(endpoint, "client"));
            unknown = Math.min(unknown, nanos(endpoint, "nobody"));
        }
        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    private long nanos(TokenEndpoint endpoint, String clientId) {
        long begun = System.nanoTime();
        answer(endpoint, "grant_type=client_credentials&client_id=" + clientId + "&client_secret=wrong");
        return System.nanoTime() - begun;
    }

    private record Signing(JWSAlgorithm algorithm, JWSSigner signer) {}

    private static Signing es256(ECKey key) throws JOSEException {
        return new Signing(JWSAlgorithm.ES256, new ECDSASigner(key));
    }

    private static JWTClaimsSet claims(String audience) {
        return builder(audience).build();
    }

    private static JWTClaimsSet.Builder builder(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer("client")
                .subject("client")
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
    }

    private static String assertion(Signing signing, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(signing.algorithm()).keyID("k").build(), claims);
        jwt.sign(signing.signer());
        return "grant_type=client_credentials&client_assertion_type=" + ASSERTION + "&client_assertion="
                + jwt.serialize();
    }

    private static String secretForm(String secret) {
        return "grant_type=client_credentials&client_id=client&client_secret=" + secret;
    }

    private static String jwks(ECKey key) {
        return new JWKSet(key).toString(true);
    }

    private static Credentials keys(ClientKeys keys) {
        return new Credentials(null, keys, null, null, Map.of());
    }

    private Credentials secret(String secret) {
        return Credentials.NONE.with(ClientSecrets.of(hashing.hash(secret)));
    }

    private static ReceiverRegistration client(Credentials credentials) {
        return ReceiverRegistration.of("client", "acme").with(credentials);
    }

    private static ClientCertificate of(X509Bundle bundle) {
        return new ClientCertificate(List.of(bundle.getCertificate()));
    }

    private TokenEndpoint endpoint(ReceiverRegistration client) {
        return endpoint(new Receivers(List.of(client)), CaughtUp.ALWAYS);
    }

    private TokenEndpoint endpoint(Receivers receivers, CaughtUp fresh) {
        return new TokenEndpoint(
                new ClientAuthenticator(
                        receivers,
                        secrets,
                        new ClientKeySets(fetch, Instant::now),
                        new AttemptLimits(Instant::now),
                        fresh,
                        URL,
                        ISSUER),
                new AccessTokenIssuer(ISSUER, Duration.ofMinutes(10), signed, new Revocations(), Instant::now));
    }

    private static TokenResponse answer(TokenEndpoint endpoint, String form) {
        return answer(endpoint, form, null);
    }

    private static TokenResponse answer(TokenEndpoint endpoint, String form, @Nullable ClientCertificate certificate) {
        return answering(endpoint, form, certificate).join();
    }

    private static CompletableFuture<TokenResponse> answering(
            TokenEndpoint endpoint, String form, @Nullable ClientCertificate certificate) {
        return endpoint.answer(request(form), HERE, certificate);
    }

    private static HTTPRequest request(String form) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, URL);
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(form);
        return request;
    }

    private static int status(TokenResponse response) {
        return response.toHTTPResponse().getStatusCode();
    }

    private static Rejection rejection(CompletableFuture<TokenResponse> answer) {
        assertThatThrownBy(answer::join).hasCauseInstanceOf(RejectedException.class);
        return ((RejectedException) answer.exceptionNow()).rejection();
    }
}
