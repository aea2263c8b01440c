// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.http.Revocation;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.RecordingHandler;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A receiver with one push stream, anew for each test. */
abstract class PushScenario {
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(NOW);
    final RecordingHandler handler = new RecordingHandler();
    Vertx vertx;
    ScriptedTransmitter transmitter;
    Receiver receiver;
    PushClient client;

    @BeforeEach
    void start() throws InterruptedException {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
        startReceiver(SeenSettings.IN_MEMORY, false);
    }

    void startReceiver(SeenSettings seen, boolean legacySubject) throws InterruptedException {
        receiver = Receiver.start(
                new ReceiverConfig(
                        List.of(Streams.pushed(transmitter.issuer(), transmitter.jwksUri(), legacySubject)),
                        seen,
                        0,
                        1,
                        Revocation.SOFT_FAIL),
                vertx,
                handler,
                clock,
                Tls.server());
        assertThat(receiver.awaitRunning(Duration.ofMinutes(1))).isTrue();
        client = new PushClient(receiver.port(), Streams.PATH);
    }

    void restartReceiver(SeenSettings seen, boolean legacySubject) throws InterruptedException {
        receiver.close();
        startReceiver(seen, legacySubject);
    }

    @AfterEach
    void stop() {
        receiver.close();
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    ObjectNode payload(String jti) {
        return Sets.sessionRevoked(transmitter.issuer(), jti, NOW, "sess-1");
    }

    String set(String jti) {
        return sign(payload(jti).toString());
    }
}
