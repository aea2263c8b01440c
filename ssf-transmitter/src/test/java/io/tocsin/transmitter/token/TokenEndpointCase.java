// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.Receivers;
import io.tocsin.transmitter.client.Revocations;
import io.tocsin.transmitter.fetch.HttpsFetch;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.secret.Argon2id;
import io.tocsin.transmitter.secret.AttemptLimits;
import io.tocsin.transmitter.secret.SecretChecks;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.view.CaughtUp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of the token endpoint stand on. */
abstract class TokenEndpointCase {
    static final String ISSUER = "https://tocsin.example/t/acme";
    static final URI URL = URI.create(ISSUER + "/oauth/token");
    static final String HERE = "192.0.2.1";
    final Vertx vertx = Vertx.vertx();
    final Argon2id hashing = new Argon2id();
    final SecretChecks secrets = new SecretChecks(hashing, Instant::now);
    final TestTls tls = new TestTls();
    final Watch watch = new Watch(Duration.ofSeconds(10));
    final HttpsFetch fetch =
            new HttpsFetch(vertx, tls.authorityFile(), watch, new AddressRules(List.of("127.0.0.1/32")));
    final Claims signed = new Claims();

    @AfterEach
    void close() {
        secrets.close();
        fetch.close();
        watch.close();
        vertx.close().await();
    }

    /** Signs nothing, shows what it was asked to. */
    static final class Claims implements TokenSigner {
        @Nullable
        JsonNode last;

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

    static JWTClaimsSet claims(String audience) {
        return builder(audience).build();
    }

    static JWTClaimsSet.Builder builder(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer("client")
                .subject("client")
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
    }

    static String secretForm(String secret) {
        return "grant_type=client_credentials&client_id=client&client_secret=" + secret;
    }

    static Credentials keys(ClientKeys keys) {
        return new Credentials(null, keys, null, null, Map.of());
    }

    Credentials secret(String secret) {
        return Credentials.NONE.with(ClientSecrets.of(hashing.hash(secret)));
    }

    static ReceiverRegistration client(Credentials credentials) {
        return ReceiverRegistration.of("client", "acme").with(credentials);
    }

    static ClientCertificate of(X509Bundle bundle) {
        return new ClientCertificate(List.of(bundle.getCertificate()));
    }

    TokenEndpoint endpoint(ReceiverRegistration client) {
        return endpoint(new Receivers(List.of(client)), CaughtUp.ALWAYS);
    }

    TokenEndpoint endpoint(Receivers receivers, CaughtUp fresh) {
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

    static TokenResponse answer(TokenEndpoint endpoint, String form) {
        return answer(endpoint, form, null);
    }

    static TokenResponse answer(TokenEndpoint endpoint, String form, @Nullable ClientCertificate certificate) {
        return answering(endpoint, form, certificate).join();
    }

    static CompletableFuture<TokenResponse> answering(
            TokenEndpoint endpoint, String form, @Nullable ClientCertificate certificate) {
        return endpoint.answer(request(form), HERE, certificate);
    }

    static HTTPRequest request(String form) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, URL);
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(form);
        return request;
    }

    static int status(TokenResponse response) {
        return response.toHTTPResponse().getStatusCode();
    }
}
