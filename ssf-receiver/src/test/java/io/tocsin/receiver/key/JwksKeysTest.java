// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys where those who publish them do not answer. */
class JwksKeysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MANY = 40;

    private final MovableClock clock = new MovableClock(Instant.now());
    private Vertx vertx;
    private ScriptedTransmitter transmitter;
    private HttpsClient http;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
        http = HttpsClient.open(vertx, Tls.ca());
    }

    /** Never fresh, so that each use asks again where it may, which is not twice while the clock stands still. */
    private JwksKeys keys(Duration patience) {
        return new JwksKeys(
                URI.create(transmitter.jwksUri()),
                http,
                clock,
                new JwksKeys.Pace(Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(10), patience));
    }

    @AfterEach
    void stop() {
        http.close();
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAddressThatDoesNotAnswerHoldsNobodyUpWhoHasKeys() throws Exception {
        JwksKeys keys = keys(PATIENCE);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> keys.find("rsa-1").size() == 1);
        transmitter.hung.add("/jwks");

        Instant before = Instant.now();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<JWK>>> found = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                found.add(many.submit(() -> keys.find("rsa-1")));
            }
            for (Future<List<JWK>> one : found) {
                assertThat(one.get()).hasSize(1);
            }
        }

        assertThat(Duration.between(before, Instant.now()))
                .as("one waits for an answer, and the others for it")
                .isLessThan(PATIENCE.multipliedBy(MANY / 2));
    }

    @Test
    void whoCannotBeAskedIsSaidAndWhy() {
        transmitter.fail("/jwks", 1);
        JwksKeys keys = keys(Duration.ofMinutes(1));

        assertThatThrownBy(() -> keys.find("rsa-1"))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(transmitter.jwksUri())
                .hasMessageContaining("503");
    }
}
