// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The realm of the story, in a Keycloak that runs: who is in it, and what they can do. */
record AcmeRealm(KeycloakServer server) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keycloak gives no client SSF's scopes by itself. */
    void mayHaveAStream(String clientId) throws IOException {
        String client = server.admin("GET", "/realms/acme/clients?clientId=" + clientId, null)
                .get(0)
                .path("id")
                .asText();
        for (String name : List.of("ssf.read", "ssf.manage")) {
            if (scope(name).isEmpty()) {
                server.admin("POST", "/realms/acme/client-scopes", Map.of("name", name, "protocol", "openid-connect"));
            }
            server.admin(
                    "PUT",
                    "/realms/acme/clients/" + client + "/optional-client-scopes/"
                            + scope(name).orElseThrow(),
                    null);
        }
    }

    private Optional<String> scope(String name) throws IOException {
        for (JsonNode scope : server.admin("GET", "/realms/acme/client-scopes", null)) {
            if (scope.path("name").asText().equals(name)) {
                return Optional.of(scope.path("id").asText());
            }
        }
        return Optional.empty();
    }

    String user(String name) throws IOException {
        return server.admin("GET", "/realms/acme/users?exact=true&username=" + name, null)
                .get(0)
                .path("id")
                .asText();
    }

    /** Whether SSF's stream of that client is there. */
    boolean hasStream(String clientId) throws IOException {
        return server.admin("GET", "/realms/acme/clients?clientId=" + clientId, null)
                .get(0)
                .path("attributes")
                .has("ssf.stream.id");
    }

    JsonNode login(String name) throws IOException {
        return login(name, name + "-0123456789");
    }

    JsonNode login(String name, String password) throws IOException {
        return server.token("acme", "portal", Map.of("username", name, "password", password));
    }

    /** Of the ID token. */
    static String sid(JsonNode tokens) throws IOException {
        String payload = tokens.path("id_token").asText().split("\\.", -1)[1];
        return JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("sid").asText();
    }
}
