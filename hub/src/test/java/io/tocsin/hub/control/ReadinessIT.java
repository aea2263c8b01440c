// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import io.tocsin.schemas.topic.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a hub says of itself to whoever decides whether it gets work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadinessIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OperatedHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = OperatedHub.start(folder);
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return hub.admin("GET", null, path, null);
    }

    /** The check of a container: no token, only what the configuration says of the listener. */
    private record Health(Cli cli, int status) {}

    private Health health() {
        Cli cli = new Cli();
        int status = cli.execute("health", "--config", hub.configFile().toString());
        return new Health(cli, status);
    }

    @Test
    void aHubWhoseTransmitterGaveUpIsNotReadyAndSaysWhatIsDown() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        Health healthy = health();
        assertThat(healthy.status()).isZero();
        assertThat(healthy.cli().out()).isEqualToIgnoringNewLines("ready: actions up, risk up, transmitter up");

        // the one thing that a running transmitter cannot go on with: its streams would be elsewhere from now on
        try (Admin admin = Admin.create(new HashMap<>(hub.kafka()))) {
            admin.createPartitions(Map.of(Topics.OUTBOX.name(), NewPartitions.increaseTo(8)))
                    .all()
                    .get();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(get("/ready").statusCode()).isEqualTo(503));
        JsonNode ready = JSON.readTree(get("/ready").body());
        assertThat(ready.path("status").asText()).isEqualTo("down");
        assertThat(ready.path("parts").path("transmitter").asText()).isEqualTo("down");
        Health sick = health();
        assertThat(sick.status()).isEqualTo(1);
        assertThat(sick.cli().out()).isEqualToIgnoringNewLines("not ready: actions up, risk up, transmitter down");
        assertThat(get("/health").statusCode()).as("the process lives").isEqualTo(200);
        assertThat(get("/metrics").body())
                .as("consumers of whole topics are measured beside those of topologies")
                .containsPattern("kafka_consumer_[a-z_]+\\{client_id=\"tocsin-transmitter-streams\"")
                .contains("client_id=\"tocsin-transmitter-dead-letters\"");
    }
}
