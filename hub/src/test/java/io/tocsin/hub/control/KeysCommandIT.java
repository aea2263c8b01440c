// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HubExtension.class)
class KeysCommandIT {
    private final OperatedHub hub;

    KeysCommandIT(OperatedHub hub) {
        this.hub = hub;
    }

    @Test
    void aRotatedKeyHasASuccessorThatIsPublishedBeforeItSigns() throws Exception {
        assertThat(keys("list").out()).containsPattern("KEY +ALGORITHM +STATE").containsPattern("RS256 +current");
        Cli rotated = keys("rotate", "--algorithm", "RS256");
        assertThat(rotated.out())
                .containsPattern("RS256 +current")
                .containsPattern("RS256 +next .*\\(in (1 h|59 min)\\)");
        JsonNode json = new ObjectMapper().readTree(keys("list", "--json").out());
        assertThat(json.path("keys")).hasSize(2);
        assertThat(json.path("keys").path(1).path("state").asText()).isEqualTo("next");
    }

    @Test
    void anAlgorithmThatThereIsNotIsRefused() {
        Cli refused = keys("rotate", "--algorithm", "HS256");
        assertThat(refused.err()).contains("RS256, PS256, ES256, EdDSA");
    }

    @Test
    void anEmergencyAsksFirst() {
        assertThat(keys("rotate", "--emergency").err()).contains("--yes");
    }

    private Cli keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        cli.execute(all.toArray(String[]::new));
        return cli;
    }
}
