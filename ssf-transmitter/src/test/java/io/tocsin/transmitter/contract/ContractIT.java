// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP side as any receiver sees it, over real HTTPS. */
class ContractIT extends RigCase {
    private static final String P = TransmitterRig.PATH;
    private static final String STREAMS = P + "/ssf/streams";
    private static final String STATUS = P + "/ssf/status";
    private static final String VERIFY = P + "/ssf/verify";
    private static final String CHALLENGE = "Bearer realm=\"ssf\","
            + " resource_metadata=\"https://tocsin.example/.well-known/oauth-protected-resource/t/acme\"";
    private String stream;

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
        "IOP-2.3.8-1",
        "SSF-8-1"
    })
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

    private String filled(String text) {
        return text.replace("{id}", stream).replace("{no}", "AAAAAAAAAAAAAAAAAAAAAA");
    }
}
