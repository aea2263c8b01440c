// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static io.tocsin.receiver.rig.Signer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.receiver.rig.ScriptedTransmitter;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was acknowledged is lost, whatever happens to the disk or to the process. */
class EdgeOnDiskTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** The beginning of the journal and one record fit, another one does not. */
    private static final int ONE_RECORD = 100;

    @TempDir
    private Path folder;

    private final HttpClient http = Tls.client();
    private Vertx vertx;
    private ScriptedTransmitter transmitter;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        transmitter = ScriptedTransmitter.start(vertx);
        transmitter.verificationsAreSent = false;
    }

    @AfterEach
    void stop() {
        transmitter.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
    }

    private void revoke(String jti, String session) {
        transmitter.enqueue(
                jti,
                sign(Sets.sessionRevoked(transmitter.issuer(), jti, Instant.now(), session)
                        .toString()));
    }

    private HttpResponse<Void> ask(EdgeChild edge, String session) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + edge.port() + "/forward-auth"))
                        .header("X-Session-Id", session)
                        .build(),
                BodyHandlers.discarding());
    }

    private String health(EdgeChild edge) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + edge.port() + "/health"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String heard(EdgeChild edge) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(health(edge)).at("/streams/0/heard").asText();
    }

    /** The transmitter cannot be asked, so whatever this edge knows was on its disk. */
    private void assertOnDisk(String session, String reason) throws Exception {
        transmitter.fail("/.well-known/ssf-configuration/t/acme", Integer.MAX_VALUE);
        try (EdgeChild edge = EdgeChild.start(folder, transmitter.issuer(), 0)) {
            HttpResponse<Void> answer = ask(edge, session);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("X-Tocsin-Reason")).contains(reason);
            assertThat(ask(edge, "anybody").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatAFullDiskDoesNotTakeIsNotAcknowledgedAndIsHandledWhenItComesAgain() throws Exception {
        assumeTrue(Files.isExecutable(EdgeChild.PRLIMIT), "prlimit (util-linux) is not installed");
        try (EdgeChild edge = EdgeChild.start(folder, transmitter.issuer(), ONE_RECORD)) {
            revoke("r1", "sess-1");
            await().atMost(LONG).until(() -> transmitter.queued() == 0 && !transmitter.polls.isEmpty());
            revoke("r2", "sess-2");
            await().atMost(LONG).until(() -> ask(edge, "sess-2").statusCode() == 401);
            await().atMost(LONG).until(() -> health(edge).contains("could not be judged or handled"));
            String heard = heard(edge);
            int polls = transmitter.polls.size();
            await().atMost(LONG).until(() -> transmitter.polls.size() > polls + 1);
            assertThat(transmitter.queued()).as("not acknowledged").isEqualTo(1);
            assertThat(heard(edge)).as("or silence would never be noticed").isEqualTo(heard);

            edge.giveRoom();
            await().atMost(LONG).until(() -> transmitter.queued() == 0);
        }
        assertOnDisk("sess-2", "txn-r2");
    }

    @Test
    void whatWasWrittenAndNotAcknowledgedComesAgainAndIsAcknowledged() throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        try (EdgeChild edge = EdgeChild.start(folder, transmitter.issuer(), 0)) {
            transmitter.lostPolls = poll -> {
                boolean acknowledges = alive.get() && poll.path("ack").has(0);
                if (acknowledges) {
                    edge.kill();
                    alive.set(false);
                }
                return acknowledges;
            };
            revoke("r1", "sess-1");
            await().atMost(LONG).until(() -> !alive.get());
        }
        assertThat(transmitter.queued()).isEqualTo(1);

        try (EdgeChild edge = EdgeChild.start(folder, transmitter.issuer(), 0)) {
            assertThat(ask(edge, "sess-1").statusCode()).isEqualTo(401);
            await().atMost(LONG).until(() -> transmitter.queued() == 0);
        }
        assertOnDisk("sess-1", "txn-r1");
    }
}
