// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Registrations;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers that ask for their delivery in the words of the drafts before SSF 1.0. */
class LegacyDeliveryIT extends RigCase {
    private static final String STREAMS = TransmitterRig.PATH + "/ssf/streams";
    private static final String LEGACY = "https://schemas.openid.net/secevent/risc/delivery-method/";
    private static final String EVENTS =
            "\"events_requested\":[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]";

    /** An access token of a new receiver of that dialect. */
    private String receiver(Dialect dialect) {
        String clientId = "legacy-" + dialect.name().toLowerCase(Locale.ROOT) + "-" + System.nanoTime();
        ReceiverRegistration plain = ReceiverRegistration.of(clientId, "tenant-alpha");
        String secret = rig.receivers()
                .add(Registrations.speaking(plain, dialect))
                .join()
                .orElseThrow()
                .reveal();
        Response granted = rig.send(
                HttpMethod.POST,
                null,
                TransmitterRig.PATH + "/oauth/token",
                Buffer.buffer("grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        return granted.json().path("access_token").asText();
    }

    private String push(String method, String url) {
        return "{\"delivery\":{\"" + method + "\":\"" + LEGACY + "push\",\"" + url + "\":\""
                + rig.receiver.url("/legacy") + "\",\"authorization_header\":\"Bearer rx\"}," + EVENTS + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "APPLE_SSE, method, endpoint_url",
        "APPLE_SSE, delivery_method, url",
        "GOOGLE_WORKSPACE, method, endpoint_url"
    })
    void aDeliveryAskedForInOldWordsIsAnsweredInThem(Dialect dialect, String method, String url) {
        String token = receiver(dialect);

        Response created = rig.post(token, STREAMS, push(method, url));

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        JsonNode delivery = created.json().path("delivery");
        assertThat(delivery.path(method).asText()).isEqualTo(LEGACY + "push");
        assertThat(delivery.path(url).asText()).isEqualTo(rig.receiver.url("/legacy"));
        assertThat(delivery.path("authorization_header").asText()).isEqualTo("Bearer rx");
        String at = STREAMS + "?stream_id=" + created.json().path("stream_id").asText();
        assertThat(rig.get(token, at).json()).isEqualTo(created.json());

        ObjectNode changed = created.json().deepCopy();
        changed.put("description", "read, changed, sent back");
        Response put = rig.send(
                HttpMethod.PUT,
                token,
                STREAMS,
                Buffer.buffer(changed.toString()),
                Map.of("Content-Type", "application/json"));
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.json()).isEqualTo(changed);
        assertThat(rig.send(HttpMethod.DELETE, token, at, null, Map.of()).status())
                .isEqualTo(204);
    }

    @Test
    void aPollIsAskedForInOldWordsToo() {
        String token = receiver(Dialect.APPLE_SSE);

        Response created = rig.post(
                token,
                STREAMS,
                "{\"delivery\":{\"method\":\"" + LEGACY + "poll\",\"endpoint_url\":null}," + EVENTS + "}");

        assertThat(created.status()).isEqualTo(201);
        JsonNode delivery = created.json().path("delivery");
        assertThat(delivery.path("method").asText()).isEqualTo(LEGACY + "poll");
        assertThat(delivery.path("endpoint_url").asText()).contains("/ssf/poll/");
    }

    @Test
    void todaysWordsAreGoodForThemAsWell() {
        String token = receiver(Dialect.APPLE_SSE);

        Response created = rig.post(token, STREAMS, "{\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}," + EVENTS + "}");

        assertThat(created.json().path("delivery").path("method").asText()).isEqualTo("urn:ietf:rfc:8936");
    }

    @ParameterizedTest
    @EnumSource(names = {"SSF_1_0", "SSF_1_0_COPIED_SUBJECT", "CAEP_INTEROP", "OKTA"})
    void whoSpeaksTheStandardIsRefusedOldWords(Dialect dialect) {
        String token = receiver(dialect);

        for (Response refused : new Response[] {
            rig.post(token, STREAMS, push("method", "endpoint_url")),
            rig.post(token, STREAMS, push("delivery_method", "url"))
        }) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("description").asText()).contains("expected urn:ietf:rfc:8935");
        }
    }
}
