// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.lab.LabLife;
import io.tocsin.hub.Cli;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.kafka.FreePort;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A hub that asks the lab, and its operator. */
@ExtendWith(KafkaExtension.class)
class ConnectorsCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void anOperatorLooksTriesPausesAndResumes(KafkaCluster kafka) throws Exception {
        Vertx vertx = Vertx.vertx();
        InstantSource clock = InstantSource.system();
        try (Lab lab =
                Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), clock)) {
            LabLife life = new LabLife(lab);
            life.step(clock.instant());
            HubConfig config = ConfigFile.read(written(kafka, lab), HubConfig.class, System::getenv);
            try (Hub hub = Hub.start(config, config.roles(), Clock.systemUTC(), reason -> {})) {
                assertThat(hub.adminPort()).isPositive();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(connectors("list").out())
                                .containsPattern("okta-log +system-log +okta +reading +\\d+ s ago +\\d+ s ago"));
                assertThat(connectors("list").out()).containsPattern("broken +hosts +fleet +authorization .*HTTP 401");
                assertThat(connectors("show", "okta-log").out())
                        .contains("Maturity       verified-contract", "Read by        this hub", "Feed system-log");
                assertThat(connectors("show", "broken").out())
                        .contains("What to do     mend the credential or its rights");

                Cli good = connectors("test", "okta-log");
                assertThat(good.out()).containsPattern("system-log +good +1 +0");
                Cli bad = new Cli();
                assertThat(bad.execute(arguments("test", "broken"))).isEqualTo(1);
                assertThat(bad.out()).containsPattern("hosts +authorization").doesNotContain("wrong-token");

                assertThat(connectors("pause", "okta-log").out()).contains("asks its vendor no more");
                await().atMost(PATIENCE)
                        .until(() -> shown("okta-log").path("paused").asBoolean());
                connectors("resume", "okta-log");
                await().atMost(PATIENCE)
                        .until(() -> !shown("okta-log").path("paused").asBoolean());
                assertThat(connectors("resync", "okta-log").out()).contains("reads anew");
                assertThat(connectors("show", "nobody").err()).contains("no connector of that name");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private JsonNode shown(String connector) throws Exception {
        return new ObjectMapper()
                .readTree(connectors("show", connector, "--json").out());
    }

    private Path written(KafkaCluster kafka, Lab lab) throws Exception {
        LocalAuthority.in(folder.resolve("tls"), Clock.systemUTC());
        return Files.writeString(folder.resolve("hub.yaml"), """
                data-dir: %1$s/data
                kafka: { bootstrap.servers: "%2$s" }
                topics: { partitions: 1, replication-factor: 1 }
                listeners:
                  tls: { certificate: %1$s/tls/localhost.pem, key: %1$s/tls/localhost.key }
                  admin: { port: %3$d }
                  connectors: { port: %4$d }
                admin:
                  tokens: [{ name: ops, token: a-token-of-more-than-twenty-characters, role: write }]
                connectors:
                  polls:
                    - type: okta
                      name: okta-log
                      tenant: acme
                      org: lab
                      schedule: { interval: 200ms }
                      api: { url: "%5$s", credential: { type: header, value: "SSWS %6$s" } }
                    - type: fleet
                      name: broken
                      tenant: acme
                      instance: lab
                      api: { url: "%5$s", credential: { type: header, value: "Bearer wrong-token" } }
                """.formatted(
                        folder, kafka.bootstrapServers(), FreePort.any(), FreePort.any(), lab.url(), Lab.SECRET));
    }

    private Cli connectors(String... arguments) {
        Cli cli = new Cli();
        cli.execute(arguments(arguments));
        return cli;
    }

    private String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("connectors"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("hub.yaml").toString()));
        return all.toArray(String[]::new);
    }
}
