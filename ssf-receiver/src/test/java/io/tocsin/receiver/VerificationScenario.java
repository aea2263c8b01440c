// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.RecordingHandler;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A push stream with verified SETs, shared by all tests of a class. */
abstract class VerificationScenario {
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static Vertx vertx;
    static ScriptedTransmitter transmitter;
    static Receiver receiver;
    static PushClient client;
    static final RecordingHandler handler = new RecordingHandler();

    @BeforeAll
    static void start() throws InterruptedException {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
        receiver = Receiver.start(
                Streams.config(Streams.pushed(transmitter.issuer(), transmitter.jwksUri(), false)),
                vertx,
                handler,
                new MovableClock(NOW),
                Tls.server());
        assertThat(receiver.awaitRunning(Duration.ofMinutes(1))).isTrue();
        client = new PushClient(receiver.port(), Streams.PATH);
    }

    @AfterAll
    static void stop() {
        receiver.close();
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static ObjectNode good(String jti) {
        return Sets.sessionRevoked(transmitter.issuer(), jti, NOW, "sess-1");
    }
}
