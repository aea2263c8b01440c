// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose receiver lets nothing in is paused, says so, and is tried again. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivingUpIT {
    private static final Duration AFTER = Duration.ofSeconds(2);

    private TransmitterRig rig;

    @BeforeAll
    void start(KafkaCluster cluster, @TempDir Path folder) {
        rig = new TransmitterRig(
                cluster,
                folder,
                new DeliveryConfig(null, null, 2, Duration.ofMillis(1), null, AFTER, null),
                TransmitterRig.PUSH_TIMEOUT);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    @Requirement({"A-31", "A-13", "SSF-8.1.2-1", "SSF-8.1.5-2", "SSF-8.1.5-3"})
    void theReceiverIsToldWhenItIsBackAndGetsWhatWasHeld() {
        AtomicBoolean mended = new AtomicBoolean();
        List<String> taken = new CopyOnWriteArrayList<>();
        HttpServer server = rig.vertx
                .createHttpServer(rig.tls.server("localhost"))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (mended.get()) {
                        taken.add(what(body.toString()));
                    }
                    request.response().setStatusCode(mended.get() ? 202 : 401).end();
                }));
        server.listen().await();
        String streamId = rig.createPushTo("beta", "https://localhost:" + server.actualPort() + "/in");

        rig.emit("given-up-" + streamId, "beta", "alice");

        JsonNode paused = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> status(streamId),
                        status -> status.path("status").asText().equals("paused"));
        assertThat(paused.path("reason").asText()).isEqualTo("deliveries fail: HTTP 401");
        mended.set(true);
        // while the pause is still being announced nothing but the announcement leaves
        await().atMost(Duration.ofMinutes(2)).until(() -> taken.contains("session-revoked"));
        assertThat(status(streamId).path("status").asText()).isEqualTo("enabled");
        assertThat(taken.indexOf("enabled")).isBetween(0, taken.indexOf("session-revoked"));
    }

    private JsonNode status(String streamId) {
        return rig.get("beta", TransmitterRig.PATH + "/ssf/status?stream_id=" + streamId)
                .json();
    }

    /** The status a SET tells of, or the name of its event. */
    private static String what(String token) {
        try {
            var events = SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("events");
            String type = events.keySet().iterator().next();
            return events.get(type) instanceof Map<?, ?> event && event.get("status") instanceof String status
                    ? status
                    : type.substring(type.lastIndexOf('/') + 1);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
