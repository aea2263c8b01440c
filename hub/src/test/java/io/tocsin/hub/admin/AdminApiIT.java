// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.control.HubExtension;
import io.tocsin.hub.control.OperatedHub;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(HubExtension.class)
class AdminApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final OperatedHub hub;

    AdminApiIT(OperatedHub hub) {
        this.hub = hub;
    }

    @ParameterizedTest(name = "{0} {2} with token {1}: {4} {5}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            GET    | -     | v1/streams                   | -                        | 401 | unauthorized
            GET    | wrong | v1/streams                   | -                        | 401 | invalid_token
            GET    | -     | v1/nothing                   | -                        | 401 | unauthorized
            POST   | wrong | v1/streams/x:pause           | {"reason"                | 401 | invalid_token
            POST   | read  | v1/streams/x:pause           | {}                       | 403 | forbidden
            DELETE | read  | v1/streams/x                 | -                        | 403 | forbidden
            POST   | write | v1/streams/x:pause           | {"reason"                | 400 | invalid_request
            POST   | write | v1/streams/x:pause           | {"reason":""}            | 400 | invalid_request
            POST   | write | v1/streams/x:pause           | {"reson":"typo"}         | 400 | invalid_request
            POST   | write | v1/streams/x:pause           | []                       | 400 | invalid_request
            POST   | write | v1/streams/x:pause           | {}                       | 404 | not_found
            POST   | write | v1/streams/x:explode         | {}                       | 404 | not_found
            GET    | read  | v1/streams/x                 | -                        | 404 | not_found
            DELETE | write | v1/streams/x                 | -                        | 404 | not_found
            DELETE | write | v1/streams                   | -                        | 405 | method_not_allowed
            GET    | read  | v1/nothing                   | -                        | 404 | not_found
            GET    | read  | v1/streams?limit=0           | -                        | 400 | invalid_request
            GET    | read  | v1/streams?limit=1001        | -                        | 400 | invalid_request
            GET    | read  | v1/streams?limit=1&limit=2   | -                        | 400 | invalid_request
            GET    | read  | v1/streams?status=broken     | -                        | 400 | invalid_request
            """)
    void whatIsNotAsItShouldBeIsRefusedWithAReason(
            String method, String token, String path, String body, int status, String err) throws Exception {
        HttpResponse<String> answer = hub.admin(method, token(token), "/admin/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("err").asText()).isEqualTo(err);
        assertThat(json.path("description").asText()).isNotBlank();
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        String large = "{\"reason\":\"" + "x".repeat(600_000) + "\"}";
        assertThat(hub.admin("POST", token("write"), "/admin/v1/streams/x:pause", large)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aTokenInTheQueryIsNone() throws Exception {
        assertThat(hub.admin("GET", null, "/admin/v1/streams?access_token=" + token("write"), null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesAreBoundedAndFollowEachOther() throws Exception {
        String first = hub.pollStream("other");
        String second = hub.pollStream("other");
        JsonNode page = streams("?receiver=other&limit=1");
        assertThat(page.path("streams")).hasSize(1);
        JsonNode rest =
                streams("?receiver=other&limit=1&after=" + page.path("next").asText());
        assertThat(rest.path("streams")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
        assertThat(new String[] {
                    page.path("streams").path(0).path("id").asText(),
                    rest.path("streams").path(0).path("id").asText()
                })
                .containsExactlyInAnyOrder(first, second);
        for (String id : new String[] {first, second}) {
            assertThat(hub.admin("DELETE", token("write"), "/admin/v1/streams/" + id, null)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(streams("?receiver=other").path("streams")).isEmpty();
    }

    @Test
    void whatAnOperatorStopsIsStoppedByTheOperator() throws Exception {
        String id = hub.pollStream("proxy");
        HttpResponse<String> paused =
                hub.admin("POST", token("write"), "/admin/v1/streams/" + id + ":pause", "{\"reason\":\"Maintenance\"}");
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        JsonNode status = JSON.readTree(paused.body()).path("status");
        assertThat(status.path("status").asText()).isEqualTo("paused");
        assertThat(status.path("by").asText()).isEqualTo("operator");
        assertThat(status.path("reason").asText()).isEqualTo("Maintenance");
        assertThat(status.has("announced_until")).isTrue();
        JsonNode enabled = JSON.readTree(hub.admin("POST", token("write"), "/admin/v1/streams/" + id + ":enable", null)
                .body());
        assertThat(enabled.path("status").path("status").asText()).isEqualTo("enabled");
    }

    @Test
    void healthReadinessAndMetersNeedNoToken() throws Exception {
        assertThat(hub.admin("GET", null, "/health", null).statusCode()).isEqualTo(200);
        HttpResponse<String> ready = hub.admin("GET", null, "/ready", null);
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(hub.admin("GET", null, "/metrics", null).body())
                .contains("tocsin_transmitter_", "kafka_stream_thread_", "kafka_producer_");
    }

    private JsonNode streams(String query) throws Exception {
        return JSON.readTree(hub.admin("GET", token("read"), "/admin/v1/streams" + query, null)
                .body());
    }

    private String token(String which) throws Exception {
        if (which == null) {
            return null;
        }
        return switch (which) {
            case "read" -> OperatedHub.READ_TOKEN;
            case "write" -> hub.writeToken();
            default -> "nobody-has-this-token-0123";
        };
    }
}
