// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.tocsin.schemas.event.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge that listens to two hubs, of which one falls silent. */
class SeveralHubsTest extends EdgeScenario {
    private ScriptedTransmitter other;

    @BeforeEach
    void startAnother() {
        other = ScriptedTransmitter.start(vertx);
    }

    @AfterEach
    void stopAnother() {
        other.close();
    }

    private static StreamSettings stream(String name, ScriptedTransmitter hub) {
        return Streams.managed(name, hub.issuer(), DeliverySettings.Poll.DEFAULT, Set.of(Sets.AUDIENCE), Tls.ca());
    }

    private void startBetween(OnSilence onSilence) {
        startEdge(List.of(stream("talks", transmitter), stream("falls-silent", other)), onSilence, List.of(), 0);
    }

    private JsonNode health() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/health").body());
    }

    private void revoke(ScriptedTransmitter hub, String jti, String session) {
        hub.enqueue(
                jti,
                Signer.sign(Sets.sessionRevoked(hub.issuer(), jti, clock.instant(), session)
                        .toString()));
    }

    @Test
    void eachSaysWhoIsOut() throws Exception {
        startBetween(OnSilence.FAIL_OPEN);
        revoke(transmitter, "r1", "sess-1");
        revoke(other, "r2", "sess-2");

        await().atMost(LONG).until(() -> transmitter.queued() + other.queued() == 0);

        assertThat(ask("X-Session-Id", "sess-1").statusCode()).isEqualTo(401);
        assertThat(ask("X-Session-Id", "sess-2").statusCode()).isEqualTo(401);
        assertThat(ask("X-Session-Id", "sess-3").statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatFallsSilentShutsTheRouteAndHealthSaysWhichItIs() throws Exception {
        startBetween(OnSilence.FAIL_CLOSED);
        await().atMost(LONG).until(() -> ask("X-Session-Id", "anybody").statusCode() == 200);

        clock.advance(Duration.ofMinutes(6));
        revoke(transmitter, "r1", "sess-1");
        await().atMost(LONG).until(() -> !health().at("/streams/0/silent").asBoolean());

        assertThat(ask("X-Session-Id", "anybody").statusCode()).isEqualTo(401);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(health().at("/status").asText()).isEqualTo("silent");
        assertThat(health().at("/routes/0/mode").asText()).isEqualTo("fail-closed");
        assertThat(health().at("/streams/0/name").asText()).isEqualTo("talks");
        assertThat(health().at("/streams/1/name").asText()).isEqualTo("falls-silent");
        assertThat(health().at("/streams/1/silent").asBoolean()).isTrue();

        revoke(other, "r2", "sess-2");
        await().atMost(LONG).until(() -> ask("X-Session-Id", "anybody").statusCode() == 200);
        assertThat(health().at("/streams/1/silent").asBoolean()).isFalse();
    }

    private void account(ScriptedTransmitter hub, String jti, EventType type) {
        ObjectNode payload = Sets.payload(hub.issuer(), jti, clock.instant(), type);
        payload.putObject("sub_id").put("format", "email").put("email", "alice@example.org");
        hub.enqueue(jti, Signer.sign(payload.toString()));
    }

    @Test
    void whomOneKeepsOutTheOtherDoesNotLetIn() throws Exception {
        startBetween(OnSilence.FAIL_OPEN);
        account(transmitter, "a1", EventType.ACCOUNT_DISABLED);
        awaitAcknowledged();
        clock.advance(Duration.ofSeconds(10));
        account(other, "b1", EventType.ACCOUNT_ENABLED);
        await().atMost(LONG).until(() -> other.queued() == 0);

        assertThat(ask("X-Session-Id", "s", "X-User", "alice@example.org").statusCode())
                .isEqualTo(401);

        account(transmitter, "a2", EventType.ACCOUNT_ENABLED);
        awaitAcknowledged();
        assertThat(ask("X-Session-Id", "s", "X-User", "alice@example.org").statusCode())
                .isEqualTo(200);
    }
}
