// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.wazuh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.TestEndpoints;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.connectors.webhook.WebhookServer;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The script that Wazuh's integrator runs, run as the integrator does, against the webhook server. */
class IntegrationScriptTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Vertx vertx = Vertx.vertx();
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private final WebhookServer server = WebhookServer.start(
            vertx,
            new HttpServerOptions().setHost("127.0.0.1").setPort(0),
            WebhookLimits.DEFAULT,
            TestEndpoints.of("""
                    webhooks:
                      - {type: wazuh, name: wazuh, tenant: acme, instance: acme,
                         authentication: {type: standard-webhooks, secrets: [whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw=]}}
                    """),
            (key, signals, deadLetters) -> {
                heard.addAll(signals);
                return CompletableFuture.completedFuture(null);
            },
            InstantSource.system(),
            ConnectorMetrics.in(new SimpleMeterRegistry()));

    @AfterEach
    void close() {
        server.close();
        vertx.close().await();
    }

    @Test
    void anAlertIsSignedAndTaken() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "python3 is not on this machine");
        assertThat(run("alert-sca-check-failed.json", "whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw="))
                .isZero();
        assertThat(run("alert-ssh-bruteforce.json", "whsec_dGVzdC1zZWNyZXQtbm90LXJlYWw="))
                .isZero();
        assertThat(heard)
                .extracting(Signal::type)
                .containsExactly(SignalType.DEVICE_COMPLIANCE_CHANGED, SignalType.THREAT_DETECTED);
        assertThat(run("alert-ssh-bruteforce.json", "whsec_d3Jvbmc=")).isOne();
        assertThat(heard).hasSize(2);
    }

    private int run(String alert, String secret) throws Exception {
        return new ProcessBuilder(
                        PYTHON.toString(),
                        "../docs/wazuh/custom-tocsin",
                        "src/test/resources/wazuh/" + alert,
                        secret,
                        "http://127.0.0.1:" + server.port() + "/webhooks/wazuh")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
