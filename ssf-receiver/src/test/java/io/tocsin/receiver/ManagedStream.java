// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.sign;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.rig.RecordingHandler;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One managed stream against a transmitter over HTTPS, anew for each test. */
abstract class ManagedStream {
    static final Duration LONG = Duration.ofMinutes(1);

    final RecordingHandler handler = new RecordingHandler();
    Vertx vertx;
    ScriptedTransmitter transmitter;

    @Nullable
    Receiver receiver;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
    }

    @AfterEach
    void stop() {
        if (receiver != null) {
            receiver.close();
        }
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Receiver receive(StreamSettings settings) {
        Receiver started = Receiver.start(Streams.config(settings), vertx, handler, InstantSource.system());
        receiver = started;
        return started;
    }

    Receiver poll() throws InterruptedException {
        Receiver started = receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT));
        assertThat(started.awaitRunning(LONG)).isTrue();
        return started;
    }

    void enqueue(String jti) {
        transmitter.enqueue(jti, set(jti));
    }

    String set(String jti) {
        return sign(Sets.sessionRevoked(transmitter.issuer(), jti, Instant.now(), "sess-1")
                .toString());
    }

    StreamHealth health() {
        return requireNonNull(receiver).health().getFirst();
    }

    boolean acked(String jti) {
        return transmitter.polls.stream()
                .anyMatch(poll -> poll.path("ack").toString().contains('"' + jti + '"'));
    }

    boolean reported(String jti) {
        return transmitter.polls.stream().anyMatch(poll -> poll.path("setErrs").has(jti));
    }
}
