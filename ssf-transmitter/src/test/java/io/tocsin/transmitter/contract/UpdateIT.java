// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing a stream by PATCH and PUT (SSF 1.0 §8.1.1.3, §8.1.1.4). */
class UpdateIT extends RigCase {
    private static final String STREAMS = TransmitterRig.PATH + "/ssf/streams";
    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";

    private JsonNode before;
    private String id;

    @BeforeEach
    void oneStream() {
        rig.deleteAll("alpha");
        before = rig.post("alpha", STREAMS, """
                {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"%s","authorization_header":"Bearer rx"},
                 "events_requested":["%ssession-revoked"],"description":"production"}""".formatted(rig.receiver.url("/update"), CAEP))
                .json();
        id = before.path("stream_id").asText();
    }

    @Test
    @Requirement({"SSF-8.1.1.3-2", "SSF-8.1.1.3-5"})
    void patchChangesWhatIsThereAndLeavesTheRest() {
        ObjectNode patch = body().put("description", "staging");

        TransmitterRig.Response answer = patch(patch);

        assertThat(answer.status()).isEqualTo(200);
        ObjectNode expected = before.deepCopy();
        expected.put("description", "staging");
        assertThat(answer.json()).isEqualTo(expected);
        assertThat(read()).isEqualTo(expected);
    }

    @Test
    @Requirement({"SSF-8.1.1.3-4", "SSF-8.1.1.3-5", "SSF-8.1.1-6"})
    void eventsDeliveredIsComparedWithWhatItWasAndThenComputedAnew() {
        ObjectNode patch = body();
        patch.putArray("events_requested").add(CAEP + "session-revoked").add(CAEP + "credential-change");
        patch.putArray("events_delivered").add(CAEP + "session-revoked");

        JsonNode after = patch(patch).json();

        assertThat(after.path("events_delivered"))
                .extracting(JsonNode::asText)
                .containsExactly(CAEP + "session-revoked", CAEP + "credential-change");
        assertThat(patch(patch).status()).as("now it is another").isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iss                       | \"https://tocsin.example/t/other\"",
                "iss                       | null",
                "aud                       | \"https://other.example\"",
                "aud                       | []",
                "events_supported          | []",
                "events_delivered          | []",
                "events_delivered          | [\"urn:x\"]",
                "min_verification_interval | 61",
                "min_verification_interval | \"60\"",
                "inactivity_timeout        | 3600"
            })
    @Requirement({"SSF-8.1.1.3-3", "SSF-8.1.1.3-7", "SSF-8.1.1.4-3", "SSF-8.1.1-3"})
    void whatTheTransmitterSuppliesCannotBeChanged(String member, String value) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.PATCH, HttpMethod.PUT}) {
            TransmitterRig.Response refused = send(
                    method, "{\"stream_id\":\"" + id + "\",\"" + member + "\":" + value + ",\"description\":\"x\"}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("description").asText())
                    .contains(member)
                    .contains("expected");
            assertThat(read()).isEqualTo(before);
        }
    }

    @Test
    @Requirement("SSF-8.1.1.3-3")
    void whatTheTransmitterSuppliesMayBeSentBackInAnotherOrder() {
        ObjectNode patch = body();
        patch.putArray("aud").add("https://alpha.example");
        patch.put("min_verification_interval", 60.0);
        var supported = patch.putArray("events_supported");
        for (int i = before.path("events_supported").size() - 1; i >= 0; i--) {
            supported.add(before.path("events_supported").get(i));
        }

        assertThat(patch(patch).status()).isEqualTo(200);
    }

    @Test
    @Requirement({"SSF-8.1.1.4-5", "SSF-8.1.1.4-4", "A-3"})
    void whatGetReturnedPutAccepts() {
        TransmitterRig.Response same = put((ObjectNode) read());
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json()).isEqualTo(before);

        ObjectNode changed = (ObjectNode) read();
        changed.put("description", "changed");
        assertThat(put(changed).json()).isEqualTo(changed);

        ObjectNode polled = rig.get("alpha", STREAMS + "?stream_id=" + rig.createPoll("alpha"))
                .json()
                .deepCopy();
        assertThat(put(polled).json()).isEqualTo(polled);
    }

    @Test
    @Requirement({"SSF-8.1.1.4-2", "A-11", "A-6"})
    void putRemovesWhatIsNotThere() {
        JsonNode after = put(body()).json();

        assertThat(after.has("description")).isFalse();
        assertThat(after.path("events_requested")).isEmpty();
        assertThat(after.path("events_delivered")).isEmpty();
        assertThat(after.path("delivery").path("method").asText()).isEqualTo("urn:ietf:rfc:8936");
        assertThat(after.path("delivery").path("endpoint_url").asText())
                .isEqualTo(TransmitterRig.ISSUER + "/ssf/poll/" + id);
    }

    @Test
    @Requirement("A-10")
    void aNullInPatchRemoves() {
        JsonNode after =
                patch(body().putNull("description").putNull("events_requested")).json();

        assertThat(after.has("description")).isFalse();
        assertThat(after.path("events_requested")).isEmpty();
        assertThat(after.path("delivery")).isEqualTo(before.path("delivery"));
    }

    @Test
    @Requirement("A-10")
    void deliveryIsReplacedAsAWhole() {
        ObjectNode patch = body();
        patch.putObject("delivery")
                .put("method", "urn:ietf:rfc:8935")
                .put("endpoint_url", rig.receiver.url("/elsewhere"));

        JsonNode after = patch(patch).json();

        assertThat(after.path("delivery").has("authorization_header")).isFalse();
        assertThat(after.path("delivery").path("endpoint_url").asText()).endsWith("/elsewhere");
    }

    @Test
    @Requirement({"A-16", "SSF-8.1.2-3"})
    void aChangeOfMethodKeepsWhatIsQueued() {
        // as often as it may be tried before the change
        for (int attempts = 0; attempts < 50; attempts++) {
            rig.receiver.answerNext(503, "");
        }
        rig.emit("kept-" + id, "alpha", "alice");
        await().until(() ->
                rig.receiver.pushes().stream().anyMatch(push -> push.path().equals("/update") && push.status() == 503));
        ObjectNode patch = body();
        patch.putObject("delivery").put("method", "urn:ietf:rfc:8936");

        assertThat(patch(patch).status()).isEqualTo(200);

        JsonNode sets = await().until(() -> rig.poll("alpha", id, "{}").json().path("sets"), found -> !found.isEmpty());
        assertThat(sets).hasSize(1);
        rig.receiver.forgetPlans();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"stream_id\":7}",
                "{\"stream_id\":\"{id}\",\"description\":7}",
                "{\"stream_id\":\"{id}\",\"events_requested\":\"urn:x\"}",
                "{\"stream_id\":\"{id}\",\"delivery\":{\"method\":\"urn:x\"}}",
                "{\"stream_id\":\"{id}\",\"delivery\":{\"method\":\"urn:ietf:rfc:8935\"}}",
                "{\"stream_id\":\"{id}\",\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"http://rx.example/\"}}",
                "{\"stream_id\":\"{id}\",\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://10.0.0.1/\"}}"
            })
    @Requirement({"SSF-8.1.1.3-7", "SSF-8.1.1.4-4", "A-7"})
    void whatIsWrongIs400AndChangesNothing(String body) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.PATCH, HttpMethod.PUT}) {
            assertThat(send(method, body.replace("{id}", id)).status()).isEqualTo(400);
        }
        assertThat(read()).isEqualTo(before);
    }

    @Test
    @Requirement("SSF-8.1.1.3-3")
    void thePollEndpointIsNotTheReceiversToChoose() {
        String polled = rig.createPoll("alpha");

        TransmitterRig.Response refused = send(
                HttpMethod.PATCH,
                "{\"stream_id\":\"" + polled
                        + "\",\"delivery\":{\"method\":\"urn:ietf:rfc:8936\",\"endpoint_url\":\"https://x.example/\"}}");

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    @Requirement({"SSF-8.1.1.3-7", "SSF-8.1.1.4-4", "SSF-8-4", "A-9"})
    void onlyItsOwnerChangesAStream() {
        String body = "{\"stream_id\":\"" + id + "\"}";
        for (HttpMethod method : new HttpMethod[] {HttpMethod.PATCH, HttpMethod.PUT}) {
            assertThat(send(method, null, body).status()).isEqualTo(401);
            assertThat(send(method, "alpha-reads", body).status()).isEqualTo(403);
            assertThat(send(method, "beta", body).status()).isEqualTo(404);
            assertThat(send(method, "{\"stream_id\":\"AAAA\"}").status()).isEqualTo(404);
        }
        assertThat(read()).isEqualTo(before);
    }

    private JsonNode read() {
        return rig.get("alpha", STREAMS + "?stream_id=" + id).json();
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("stream_id", id);
    }

    private TransmitterRig.Response patch(ObjectNode body) {
        return send(HttpMethod.PATCH, body.toString());
    }

    private TransmitterRig.Response put(ObjectNode body) {
        return send(HttpMethod.PUT, body.toString());
    }

    private TransmitterRig.Response send(HttpMethod method, String body) {
        return send(method, "alpha", body);
    }

    private TransmitterRig.Response send(
            HttpMethod method, @org.jspecify.annotations.Nullable String token, String body) {
        return rig.send(method, token, STREAMS, Buffer.buffer(body), Map.of("Content-Type", "application/json"));
    }
}
