// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HubExtension.class)
class ReceiversCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final OperatedHub hub;

    ReceiversCommandIT(OperatedHub hub) {
        this.hub = hub;
    }

    private record Said(int status, String out, String err) {}

    @Test
    void aNewReceiversSecretIsToldOnceAndGetsItAToken() throws Exception {
        Said added = receivers("add", "crm/eu:1", "--tenant", "acme", "--push-host", "crm.example");
        assertThat(added.status()).as(added.err()).isZero();
        String secret = added.out().strip();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(hub.token("crm/eu:1", secret).statusCode()).isEqualTo(200);
        assertThat(receivers("list").out())
                .containsPattern("crm/eu:1 +acme .*registry")
                .doesNotContain(secret);

        Said again = receivers("add", "crm/eu:1", "--tenant", "acme");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).isEmpty();

        Said rotated = receivers("rotate-secret", "crm/eu:1", "--overlap", "0s", "--json");
        assertThat(rotated.status()).as(rotated.err()).isZero();
        JsonNode fresh = JSON.readTree(rotated.out());
        assertThat(hub.token("crm/eu:1", secret).statusCode()).isEqualTo(401);
        assertThat(hub.token("crm/eu:1", fresh.path("client_secret").asText()).statusCode())
                .isEqualTo(200);

        assertThat(receivers("remove", "crm/eu:1").err()).contains("--yes");
        assertThat(receivers("remove", "crm/eu:1", "--yes").out()).contains("is removed");
        assertThat(hub.token("crm/eu:1", fresh.path("client_secret").asText()).statusCode())
                .isEqualTo(401);
        assertThat(receivers("remove", "crm/eu:1", "--yes").status()).isEqualTo(1);
    }

    @Test
    void whatTheConfigurationNamesIsChangedThere() {
        Said refused = receivers("rotate-secret", "payroll");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("the configuration names this receiver");
    }

    @Test
    void whatMakesNoReceiverIsRefused() throws Exception {
        assertThat(receivers("add", "x", "--tenant", "acme", "--dialect", "klingon")
                        .err())
                .contains("ssf-1.0, ssf-1.0-copied-subject, caep-interop, okta");
        assertThat(receivers("add", "x", "--tenant", "acme", "--algorithm", "none")
                        .status())
                .isEqualTo(2);
        assertThat(receivers("add", "x", "--tenant", "acme", "--max-streams", "0")
                        .err())
                .contains("expected 1 or more");
        HttpResponse<String> nameless =
                hub.admin("POST", hub.writeToken(), "/admin/v1/receivers", "{\"tenant\":\"acme\"}");
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.body()).contains("client_id is missing");
    }

    private Said receivers(String... arguments) {
        List<String> all = new ArrayList<>(List.of("receivers"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        int status = cli.execute(all.toArray(String[]::new));
        return new Said(status, cli.out(), cli.err());
    }
}
