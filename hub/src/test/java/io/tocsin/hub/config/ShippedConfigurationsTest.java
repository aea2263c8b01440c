// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows can be used as it stands. */
class ShippedConfigurationsTest {
    private static final Path DOCS = Path.of("..", "docs");

    static Stream<Path> documented() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("admin-api.yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void everyConfigurationInTheDocumentationIsRead(Path file) {
        assertThat(read(file).roles()).isNotEmpty();
    }

    @Test
    void theProductionExampleRunsEveryRoleThatNeedsKafka() {
        HubConfig hub = read(DOCS.resolve("hub.yaml"));
        assertThat(hub.roles())
                .containsExactly(Role.CONNECTORS, Role.INBOUND, Role.RISK, Role.TRANSMITTER, Role.ACTIONS);
        assertThat(hub.tenants()).containsExactly("acme");
        assertThat(hub.kafka()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(hub.topics().partitions()).isEqualTo(12);
    }

    @Test
    void theEdgeExampleNeedsNoKafka() {
        assertThat(read(DOCS.resolve("edge.yaml")).roles()).containsExactly(Role.EDGE);
    }

    private static HubConfig read(Path file) {
        return ConfigFile.read(file, HubConfig.class, ShippedConfigurationsTest::madeUp);
    }

    /** The signature's secret has a form of its own. */
    private static String madeUp(String name) {
        return name.equals("KEYCLOAK_HOOK_SECRET") ? "whsec_bWFkZS11cC1zZWNyZXQ=" : "made-up-" + name;
    }
}
