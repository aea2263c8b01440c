// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokens of the built-in token endpoint, and those that only look like them. */
class AccessTokensIT extends RigCase {
    private static final String P = TransmitterRig.PATH;
    private static final String STREAMS = P + "/ssf/streams";
    private static final String TOKEN = P + "/oauth/token";
    private static final String FORM = "application/x-www-form-urlencoded";

    @BeforeEach
    void oneStream() {
        List.of("alpha", "beta").forEach(rig::deleteAll);
        rig.createPoll("alpha");
    }

    @Test
    @Requirement({"AT-2.1-1", "AT-2.2-1", "IOP-2.7.3-1", "IOP-2.7.3-2", "IOP-2.7.1-1", "POLL-4.4-1"})
    void clientCredentialsGiveATokenThatWorks() throws ParseException {
        String basic = "Basic " + Base64.getEncoder().encodeToString("alpha:alpha-secret".getBytes(US_ASCII));
        TransmitterRig.Response byHeader = form("grant_type=client_credentials&scope=ssf.read", basic);
        TransmitterRig.Response byBody =
                form("grant_type=client_credentials&client_id=alpha&client_secret=alpha-secret", null);

        assertThat(byHeader.status()).isEqualTo(200);
        assertThat(byHeader.header("Cache-Control")).isEqualTo("no-store");
        assertThat(byHeader.json().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(byHeader.json().path("expires_in").asInt()).isEqualTo(600);
        assertThat(byHeader.json().path("scope").asText()).isEqualTo("ssf.read");
        assertThat(byBody.json().path("scope").asText()).isEqualTo("ssf.manage ssf.read");
        String reading = byHeader.json().path("access_token").asText();
        SignedJWT jwt = SignedJWT.parse(reading);
        assertThat(jwt.getHeader().getType().toString()).isEqualTo("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getClaims())
                .containsKeys("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope");
        assertThat(rig.get(reading, STREAMS).json()).hasSize(1);
        assertThat(rig.post(reading, STREAMS, "{}").status()).isEqualTo(403);
        String managing = byBody.json().path("access_token").asText();
        assertThat(rig.post(managing, STREAMS, "{}").status()).isEqualTo(201);
        assertThat(rig.send(HttpMethod.GET, null, STREAMS, null, Map.of("Authorization", "bEaReR " + managing))
                        .status())
                .as("schemes know no case")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=client_credentials&client_id=alpha&client_secret=wrong          | 401 | invalid_client",
                "grant_type=client_credentials&client_id=nobody&client_secret=alpha-secret  | 401 | invalid_client",
                "grant_type=client_credentials                                              | 401 | invalid_client",
                "grant_type=client_credentials&client_id=alpha&client_secret=alpha-secret&scope=ssf.x | 400 | invalid_scope",
                "grant_type=password&username=a&password=b&client_id=alpha&client_secret=alpha-secret | 400 | unsupported_grant_type",
                "client_id=alpha&client_secret=alpha-secret                                 | 400 | invalid_request"
            })
    @Requirement("IOP-2.7.3-1")
    void badTokenRequestsGetTheErrorOfRfc6749(String body, int status, String error) {
        TransmitterRig.Response refused = form(body, null);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.json().path("error").asText()).isEqualTo(error);
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    @Requirement({"AT-4-1", "AT-4-2", "SET-4-1", "IOP-2.7.2-2"})
    void onlyOurOwnUnexpiredAccessTokensAreAccepted() throws JOSEException, IOException, ParseException {
        RSAKey key = JWKSet.load(rig.keysFile().toFile()).getKeys().getFirst().toRSAKey();
        JWTClaimsSet good = claims().build();
        assertThat(rig.get(signed(key, "at+jwt", good), STREAMS).status()).isEqualTo(200);
        assertThat(rig.get(signed(key, "application/at+jwt", good), STREAMS).status())
                .isEqualTo(200);

        Map<String, String> bad = new HashMap<>();
        bad.put("no typ", signed(key, null, good));
        bad.put("typ JWT", signed(key, "JWT", good));
        bad.put("a SET", signed(key, "secevent+jwt", good));
        bad.put(
                "events claim",
                signed(
                        key,
                        "at+jwt",
                        claims().claim("events", Map.of("urn:x", Map.of())).build()));
        bad.put("alg none", new PlainJWT(good).serialize());
        bad.put(
                "expired",
                signed(
                        key,
                        "at+jwt",
                        claims().expirationTime(Date.from(Instant.EPOCH)).build()));
        bad.put("no exp", signed(key, "at+jwt", claims().expirationTime(null).build()));
        bad.put(
                "not yet",
                signed(
                        key,
                        "at+jwt",
                        claims().notBeforeTime(Date.from(Instant.now().plusSeconds(60)))
                                .build()));
        bad.put(
                "foreign aud",
                signed(key, "at+jwt", claims().audience("https://else.example").build()));
        bad.put(
                "foreign iss",
                signed(key, "at+jwt", claims().issuer("https://else.example").build()));
        bad.put(
                "unknown client",
                signed(key, "at+jwt", claims().claim("client_id", "nobody").build()));
        bad.put(
                "no client",
                signed(key, "at+jwt", claims().claim("client_id", null).build()));
        RSAKey foreign = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        bad.put("foreign key", signed(foreign, "at+jwt", good));
        bad.put("HMAC by the public key", hmac(key, good));
        bad.put("garbage", "a.b.c");
        bad.put("long garbage", "x".repeat(6_000));
        bad.forEach((what, token) ->
                assertThat(rig.get(token, STREAMS).status()).as(what).isEqualTo(401));
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(TransmitterRig.ISSUER)
                .audience(TransmitterRig.ISSUER)
                .subject("alpha")
                .claim("client_id", "alpha")
                .claim("scope", "ssf.read other.scope")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID("t-1");
    }

    private static String signed(RSAKey key, @Nullable String typ, JWTClaimsSet claims) throws JOSEException {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
        if (typ != null) {
            header.type(new JOSEObjectType(typ));
        }
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static String hmac(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims);
        jwt.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
        return jwt.serialize();
    }

    private TransmitterRig.Response form(String body, @Nullable String authorization) {
        Map<String, String> headers = authorization == null
                ? Map.of("Content-Type", FORM)
                : Map.of("Content-Type", FORM, "Authorization", authorization);
        return rig.send(HttpMethod.POST, null, TOKEN, Buffer.buffer(body), headers);
    }
}
