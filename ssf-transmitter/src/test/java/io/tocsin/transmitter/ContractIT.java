// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.conformance.Requirement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP side as any receiver sees it, over real HTTPS. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractIT {
    private static final String P = TransmitterRig.PATH;
    private static final String STREAMS = P + "/ssf/streams";
    private static final String STATUS = P + "/ssf/status";
    private static final String VERIFY = P + "/ssf/verify";
    private static final String TOKEN = P + "/oauth/token";
    private static final String CHALLENGE = "Bearer realm=\"ssf\","
            + " resource_metadata=\"https://tocsin.example/.well-known/oauth-protected-resource/t/acme\"";
    private static final String FORM = "application/x-www-form-urlencoded";

    private TransmitterRig rig;
    private String stream;

    @BeforeAll
    void start(KafkaCluster cluster, @TempDir Path folder) {
        rig = new TransmitterRig(cluster, folder);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @BeforeEach
    void oneStream() {
        List.of("alpha", "beta").forEach(rig::deleteAll);
        stream = rig.createPoll("alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1/in", "https://[::1]/in", "https://169.254.169.254/", "http://rx.example/"})
    @Requirement({"SEC-1", "SSF-8.1.1.1-5", "A-7"})
    void pushUrlsThatOnlyWeCouldReachAreRefused(String url) {
        TransmitterRig.Response refused = rig.post(
                "alpha", STREAMS, "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"" + url + "\"}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("description").asText()).contains("delivery.endpoint_url");
    }

    @Test
    @Requirement({
        "SSF-7.1-1",
        "SSF-7.1-2",
        "SSF-7.1-3",
        "SSF-7.1-4",
        "SSF-7.1-5",
        "SSF-7.1-7",
        "SSF-7.1-8",
        "SSF-7.2-1",
        "SSF-7.2.3-1",
        "SSF-7.2.3-2",
        "IOP-2.3.1-1",
        "IOP-2.3.2-1",
        "IOP-2.3.7-1"
    })
    void metadataIsWhereTheIssuerPathIsInserted() {
        TransmitterRig.Response metadata = rig.get(null, "/.well-known/ssf-configuration" + P);

        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.header("Content-Type")).isEqualTo("application/json");
        JsonNode json = metadata.json();
        assertThat(json.path("issuer").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("spec_version").asText()).isEqualTo("1_0");
        assertThat(json.path("jwks_uri").asText()).isEqualTo(TransmitterRig.ISSUER + "/jwks.json");
        assertThat(json.path("delivery_methods_supported"))
                .extracting(JsonNode::asText)
                .containsExactly("urn:ietf:rfc:8935", "urn:ietf:rfc:8936");
        assertThat(json.path("authorization_schemes").path(0).path("spec_urn").asText())
                .isEqualTo("urn:ietf:rfc:6749");
        assertThat(json.path("default_subjects").asText()).isEqualTo("ALL");
        assertThat(json.path("add_subject_endpoint").asText()).isEqualTo(TransmitterRig.ISSUER + "/ssf/subjects:add");
        assertThat(json.path("remove_subject_endpoint").asText())
                .isEqualTo(TransmitterRig.ISSUER + "/ssf/subjects:remove");
        assertThat(json.has("critical_subject_members")).isFalse();
        assertThat(json).noneMatch(member -> member.isArray() && member.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/ssf-configuration",
                "/.well-known/ssf-configuration/t/other",
                TransmitterRig.PATH + "/.well-known/ssf-configuration",
                "/.well-known/risc-configuration/t/acme",
                TransmitterRig.PATH + "/ssf/subjects",
                "/"
            })
    @Requirement("SSF-7.2.2-1")
    void whatIsNotThereIs404(String path) {
        assertThat(rig.get("alpha", path).status()).isEqualTo(404);
    }

    @Test
    @Requirement({"SSF-7.1-3", "IOP-2.3.3-1", "IOP-2.6-1"})
    void keysArePublishedWithoutTheirPrivateParts() throws ParseException {
        TransmitterRig.Response keys = rig.get(null, P + "/jwks.json");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(JWKSet.parse(keys.body()).getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.size()).isGreaterThanOrEqualTo(2048);
            assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        });
    }

    @Test
    @Requirement({"ASM-3-1", "IOP-2.7.1-2"})
    void authorizationServerMetadataNamesTheTokenEndpoint() {
        JsonNode json =
                rig.get(null, "/.well-known/oauth-authorization-server" + P).json();

        assertThat(json.path("issuer").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("token_endpoint").asText()).isEqualTo(TransmitterRig.ISSUER + "/oauth/token");
    }

    @Test
    @Requirement({
        "SSF-8.1.1.1-2",
        "SSF-8.1.1.2-1",
        "SSF-8.1.1.2-2",
        "SSF-8.1.1-1",
        "SSF-8.1.1-2",
        "SSF-8.1.1-4",
        "SSF-8.1.1-6",
        "SSF-6.1-1",
        "SSF-8.1.2.1-1",
        "SSF-8-5",
        "IOP-2.3.4-1",
        "IOP-2.3.5-1"
    })
    void aCreatedStreamIsReadAsItWasCreated() {
        TransmitterRig.Response created = rig.post("beta", STREAMS, """
                {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"https://rx.example/in",
                             "authorization_header":"Bearer 3f9c0d"},
                 "events_requested":["https://schemas.openid.net/secevent/caep/event-type/session-revoked","urn:x:y"],
                 "description":"production"}""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        JsonNode json = created.json();
        String id = json.path("stream_id").asText();
        assertThat(id).matches("[A-Za-z0-9._~-]{22}");
        assertThat(json.path("iss").asText()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(json.path("aud").asText()).isEqualTo("https://beta.example");
        assertThat(json.path("delivery").path("authorization_header").asText()).isEqualTo("Bearer 3f9c0d");
        assertThat(json.path("events_requested")).hasSize(2);
        assertThat(json.path("events_delivered")).hasSize(1);
        assertThat(json.path("min_verification_interval").asInt()).isEqualTo(60);
        assertThat(rig.get("beta", STREAMS + "?stream_id=" + id).json()).isEqualTo(json);
        assertThat(rig.get("beta", STREAMS).json()).containsExactly(json);
        assertThat(rig.get("beta", STATUS + "?stream_id=" + id).body())
                .isEqualTo("{\"stream_id\":\"" + id + "\",\"status\":\"enabled\"}");
    }

    @Test
    @Requirement({"SEC-2", "A-3"})
    void whoMayOnlyReadDoesNotSeeTheSecretOfADelivery() {
        String id = rig.createPush("alpha", "/in/secret");

        JsonNode read = rig.get("alpha-reads", STREAMS + "?stream_id=" + id).json();

        assertThat(read.path("delivery").has("authorization_header")).isFalse();
        assertThat(read.path("delivery").path("endpoint_url").asText()).endsWith("/in/secret");
    }

    @Test
    @Requirement("SSF-8.1.1.2-2")
    void aListIsAnArrayEvenOfNothing() {
        assertThat(rig.get("beta", STREAMS).body()).isEqualTo("[]");
        assertThat(rig.get("alpha", STREAMS).json().isArray()).isTrue();
    }

    @Test
    @Requirement({"SSF-8.1.1.5-2", "SSF-8.1.1.5-3"})
    void aDeletedStreamIsGone() {
        TransmitterRig.Response deleted = rig.delete("alpha", stream);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(rig.delete("alpha", stream).status()).isEqualTo(404);
        assertThat(rig.get("alpha", STREAMS + "?stream_id=" + stream).status()).isEqualTo(404);
        assertThat(rig.get("alpha", STREAMS).body()).isEqualTo("[]");
    }

    /** SSF 1.0 tables of status codes; {id} is a stream of alpha, {no} is none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "POST   | -           | /ssf/streams                | {}                              | 401",
                "POST   | wrong       | /ssf/streams                | {}                              | 401",
                "POST   | wrong       | /ssf/streams                | not json                        | 401",
                "POST   | alpha-reads | /ssf/streams                | not json                        | 403",
                "POST   | alpha       | /ssf/streams                | not json                        | 400",
                "POST   | alpha       | /ssf/streams                | {}                              | 201",
                "PATCH  | -           | /ssf/streams                | {}                              | 401",
                "GET    | -           | /ssf/streams                | -                               | 401",
                "GET    | alpha-reads | /ssf/streams                | -                               | 200",
                "GET    | alpha       | /ssf/streams?stream_id={id} | -                               | 200",
                "GET    | alpha       | /ssf/streams?stream_id={no} | -                               | 404",
                "GET    | beta        | /ssf/streams?stream_id={id} | -                               | 404",
                "GET    | wrong       | /ssf/streams?stream_id={no} | -                               | 401",
                "GET    | alpha       | /ssf/streams?stream_id=a&stream_id=b | -                      | 400",
                "GET    | alpha       | /ssf/streams?stream_id=     | -                               | 400",
                "GET    | -           | /ssf/streams?access_token=alpha | -                           | 401",
                "DELETE | -           | /ssf/streams?stream_id={id} | -                               | 401",
                "DELETE | alpha-reads | /ssf/streams?stream_id={id} | -                               | 403",
                "DELETE | alpha       | /ssf/streams                | -                               | 400",
                "DELETE | beta        | /ssf/streams?stream_id={id} | -                               | 404",
                "DELETE | alpha       | /ssf/streams?stream_id={id} | -                               | 204",
                "GET    | -           | /ssf/status?stream_id={id}  | -                               | 401",
                "GET    | alpha-reads | /ssf/status?stream_id={id}  | -                               | 200",
                "GET    | alpha       | /ssf/status                 | -                               | 400",
                "GET    | beta        | /ssf/status?stream_id={id}  | -                               | 404",
                "DELETE | alpha       | /ssf/status                 | -                               | 405",
                "POST   | -           | /ssf/verify                 | {\"stream_id\":\"{id}\"}        | 401",
                "POST   | alpha-reads | /ssf/verify                 | {\"stream_id\":\"{id}\"}        | 403",
                "POST   | alpha       | /ssf/verify                 | {\"stream_id\":\"{id}\"}        | 204",
                "POST   | alpha       | /ssf/verify                 | {\"stream_id\":\"{no}\"}        | 404",
                "POST   | beta        | /ssf/verify                 | {\"stream_id\":\"{id}\"}        | 404",
                "POST   | alpha       | /ssf/verify                 | {}                              | 400",
                "POST   | alpha       | /ssf/verify                 | {\"stream_id\":7}               | 400",
                "POST   | alpha       | /ssf/verify                 | {\"stream_id\":\"{id}\",\"state\":7} | 400",
                "POST   | -           | /ssf/poll/{id}              | {\"returnImmediately\":true}    | 401",
                "POST   | alpha-reads | /ssf/poll/{id}              | {\"returnImmediately\":true}    | 200",
                "POST   | alpha       | /ssf/poll/{id}              | {\"maxEvents\":0}               | 200",
                "POST   | alpha       | /ssf/poll/{no}              | {\"returnImmediately\":true}    | 404",
                "POST   | beta        | /ssf/poll/{id}              | {\"returnImmediately\":true}    | 404",
                "POST   | alpha       | /ssf/poll/{id}              | []                              | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"maxEvents\":-1}              | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"maxEvents\":1.5}             | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"maxEvents\":\"1\"}           | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"ack\":{}}                    | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"ack\":[7]}                   | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"setErrs\":[]}                | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"setErrs\":{\"a\":\"b\"}}     | 400",
                "POST   | alpha       | /ssf/poll/{id}              | {\"returnImmediately\":\"yes\"} | 400",
                "GET    | alpha       | /ssf/poll/{id}              | -                               | 405"
            })
    @Requirement({
        "SSF-8-2",
        "SSF-8-3",
        "SSF-8-4",
        "SSF-8-5",
        "SSF-8-6",
        "SSF-7.1.1-2",
        "SSF-8.1.1.1-7",
        "SSF-8.1.1.2-3",
        "SSF-8.1.1.5-3",
        "SSF-8.1.2.1-8",
        "SSF-8.1.4.2-2",
        "SSF-8.1.4.2-6",
        "POLL-2.5.1-1",
        "POLL-3-1",
        "POLL-2.3-1",
        "BEAR-3-1",
        "BEAR-3.1-1",
        "BEAR-3.1-2",
        "IOP-2.7.2-1",
        "IOP-2.7.2-3",
        "IOP-2.7.3-1",
        "IOP-2.3.8-1"
    , "SSF-8-1"})
    void everyOperationAnswersAsTheTablesSay(
            String method, @Nullable String token, String path, @Nullable String body, int status) {
        TransmitterRig.Response response = rig.send(
                HttpMethod.valueOf(method),
                token,
                P + filled(path),
                body == null ? null : Buffer.buffer(filled(body)),
                body == null ? Map.of() : Map.of("Content-Type", "application/json; charset=utf-8"));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        if (status >= 400) {
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            assertThat(response.json().path("err").asText()).isNotBlank();
        }
        if (status == 401) {
            assertThat(response.header("WWW-Authenticate"))
                    .isEqualTo(token == null ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"");
        }
        if (status == 403) {
            assertThat(response.header("WWW-Authenticate"))
                    .isEqualTo(CHALLENGE + ", error=\"insufficient_scope\", scope=\"ssf.manage\"");
        }
    }

    @Test
    @Requirement({"SSF-8.1.1-8", "SSF-8.1.4.2-6", "A-46"})
    void verificationIsLimitedPerStreamAndSaysWhenToComeBack() {
        String body = "{\"stream_id\":\"" + stream + "\"}";
        assertThat(rig.post("alpha", VERIFY, body).status()).isEqualTo(204);

        TransmitterRig.Response tooSoon = rig.post("alpha", VERIFY, body);

        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(Integer.parseInt(tooSoon.header("Retry-After"))).isBetween(1, 60);
        String other = rig.createPoll("alpha");
        assertThat(rig.post("alpha", VERIFY, "{\"stream_id\":\"" + other + "\"}")
                        .status())
                .as("never across streams")
                .isEqualTo(204);
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

    private String filled(String text) {
        return text.replace("{id}", stream).replace("{no}", "AAAAAAAAAAAAAAAAAAAAAA");
    }
}
