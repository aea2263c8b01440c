// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.hub.Cli;
import io.tocsin.hub.demo.audience.Visitor;
import io.tocsin.hub.demo.stage.Stage;
import io.tocsin.hub.deploy.Meters;
import io.tocsin.hub.lab.Cast;
import io.tocsin.hub.tls.Trust;
import io.tocsin.kafka.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on real ports: what {@code tocsin demo} does, twice over the same folder. */
class DemoIT {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void everyRevocationArrivesOnceAndNothingElseDoesAlsoTheSecondTime() throws Exception {
        int port = FreePort.any();
        try (Demo demo = start(port)) {
            Verdict verdict = demo.play();
            assertThat(verdict.passed()).as(told()).isTrue();
            assertThat(verdict.expected()).isEqualTo(4);
            assertThat(verdict.signals()).isEqualTo(9);
            anOperatorEndsBobsSession(demo);
            theDashboardFindsWhatItAsksFor(demo);
        }
        try (Demo demo = start(port)) {
            Verdict verdict = demo.play();
            assertThat(verdict.passed()).as(told()).isTrue();
        }
    }

    private void anOperatorEndsBobsSession(Demo demo) throws Exception {
        String bob = Cast.of(demo.stage().run()).bob().id();
        Cli cli = new Cli();
        int status = cli.execute(
                "emit",
                "session-revoked",
                "--config",
                demo.stage().configFile().toString(),
                "--subject",
                "session:" + bob,
                "--reason",
                "Laptop stolen");
        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.out().strip()).hasSize(36);
        URI page = demo.stage().page();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.in(demo.stage().authority().root()))
                .build()) {
            Visitor visitor = new Visitor(client, page, Clock.systemUTC());
            await().until(() -> visitor.awaitStatus(bob, 401, Duration.ZERO) == 401);
        }
    }

    private void theDashboardFindsWhatItAsksFor(Demo demo) throws Exception {
        URI metrics = URI.create("https://localhost:" + demo.stage().ports().admin() + "/metrics");
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.in(demo.stage().authority().root()))
                .build()) {
            String scrape = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            assertThat(Meters.unanswered(scrape)).isEmpty();
        }
    }

    private Demo start(int port) throws InterruptedException {
        Narrator narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        return Demo.start(folder, port, Stage.EMBEDDED_KAFKA, narrator, Clock.systemUTC(), Instant.now(), reason -> {});
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
