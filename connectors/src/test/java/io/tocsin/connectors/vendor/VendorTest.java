// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.secret.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A vendor within the company: a certificate of the company's own, and clients that prove themselves by a key. */
class VendorTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path authority;
    private HttpServer server;
    private JWK trusted;

    @BeforeEach
    void start() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .setIsCertificateAuthority(true)
                .addSanDnsName("localhost")
                .ecp256()
                .buildSelfSigned();
        authority = Files.writeString(folder.resolve("ca.pem"), bundle.getCertificatePathPEM());
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(bundle.getCertificatePathPEM()))
                                .addKeyValue(Buffer.buffer(bundle.getPrivateKeyPEM()))))
                .requestHandler(this::answer)
                .listen()
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private URI at(String path) {
        return URI.create("https://localhost:" + server.actualPort() + path);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            boolean allowed = request.path().equals("/token")
                    ? isProven(parameter(body.toString(), "client_assertion"))
                    : "Bearer the-token".equals(request.getHeader("Authorization"));
            if (request.path().equals("/endless")) {
                request.response().setChunked(true).write("[");
                return;
            }
            request.response()
                    .setStatusCode(allowed ? 200 : 401)
                    .end("{\"access_token\":\"the-token\",\"token_type\":\"Bearer\",\"expires_in\":600}");
        });
    }

    private static String parameter(String form, String name) {
        return Arrays.stream(form.split("&", -1))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** As RFC 7523 §3 asks. */
    private boolean isProven(String assertion) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            JWSVerifier verifier = trusted instanceof RSAKey rsa
                    ? new RSASSAVerifier(rsa.toPublicJWK())
                    : new ECDSAVerifier(((ECKey) trusted).toPublicJWK());
            return jwt.verify(verifier)
                    && claims.getIssuer().equals("tocsin")
                    && claims.getSubject().equals("tocsin")
                    && claims.getAudience().contains(at("/token").toString())
                    && claims.getExpirationTime().toInstant().isAfter(Instant.now())
                    && jwt.getHeader().getKeyID().equals(trusted.getKeyID());
        } catch (Exception unproven) {
            return false;
        }
    }

    private Vendor open(JWK key, @Nullable Path ca) {
        return open(key, ca, Duration.ofMinutes(1));
    }

    private Vendor open(JWK key, @Nullable Path ca, Duration timeout) {
        ClientCredentials credentials = new ClientCredentials(
                at("/token"), "tocsin", null, Secret.of(key.toJSONString()), List.of(), null, null);
        ApiConfig api = new ApiConfig(at(""), credentials, ca, 600, 1.0, timeout);
        return Vendor.open(api, CLOCK, new Random(1));
    }

    @Test
    void aClientProvesItselfByAnRsaKey() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        trusted = key;
        try (Vendor vendor = open(key, authority)) {
            assertThat(vendor.send(Ask.get(at("/api"))).status()).isEqualTo(200);
        }
    }

    @Test
    void orByAnEllipticCurve() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        trusted = key;
        try (Vendor vendor = open(key, authority)) {
            assertThat(vendor.send(Ask.get(at("/api"))).status()).isEqualTo(200);
        }
    }

    @Test
    @Timeout(30)
    void anAnswerThatDoesNotEndIsGivenUp() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        trusted = key;
        try (Vendor vendor = open(key, authority, Duration.ofSeconds(3))) {
            FaultException fault =
                    catchThrowableOfType(FaultException.class, () -> vendor.send(Ask.get(at("/endless"))));
            assertThat(fault.kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        }
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        trusted = new RSAKeyGenerator(2048).keyID("one").generate();
        try (Vendor vendor = open(new RSAKeyGenerator(2048).keyID("one").generate(), authority)) {
            FaultException fault = catchThrowableOfType(FaultException.class, () -> vendor.send(Ask.get(at("/api"))));
            assertThat(fault.kind()).isEqualTo(Trouble.Kind.AUTHORIZATION);
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        trusted = key;
        try (Vendor vendor = open(key, null)) {
            FaultException fault = catchThrowableOfType(FaultException.class, () -> vendor.send(Ask.get(at("/api"))));
            assertThat(fault).hasMessageContaining("TLS failed");
            assertThat(fault.kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        }
    }

    @Test
    void authoritiesThatCannotBeReadStopTheStart() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        assertThatThrownBy(() -> open(key, folder.resolve("missing.pem"))).hasMessageContaining("missing.pem");
    }
}
