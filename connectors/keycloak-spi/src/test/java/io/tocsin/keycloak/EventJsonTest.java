// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.util.JsonSerialization;

class EventJsonTest {

    @Test
    void aUsersEventIsWhatTheAdminApiShowsAndTheRealmsName() throws Exception {
        JsonNode sent = JsonSerialization.mapper.readTree(EventJson.of(Happened.login("e-1")));
        JsonNode shown =
                JsonSerialization.mapper.valueToTree(ModelToRepresentation.toRepresentation(Happened.login("e-1")));
        assertThat(sent.path("realmName").asText()).isEqualTo("acme");
        assertThat(((ObjectNode) sent).without("realmName").equals(shown)).isTrue();
        assertThat(sent.path("time").asLong()).isEqualTo(1_772_438_403_120L);
        assertThat(sent.path("details").path("username").asText()).isEqualTo("alice");
    }

    @Test
    void ofAnAdministratorsActionOnlyWhatIsNeededGoes() throws Exception {
        JsonNode sent = JsonSerialization.mapper.readTree(EventJson.of(Happened.disabled("a-1"), true));
        assertThat(sent.path("operationType").asText()).isEqualTo("UPDATE");
        assertThat(sent.path("resourcePath").asText()).isEqualTo("users/b0b");
        assertThat(sent.path("authDetails").path("realmId").asText()).isEqualTo("master-id");
        assertThat(sent.path("representation").asText()).isEqualTo("{\"enabled\":false,\"username\":\"bob\"}");
    }

    @Test
    void aRealmThatIncludesNoRepresentationTellsNoName() throws Exception {
        JsonNode sent = JsonSerialization.mapper.readTree(EventJson.of(Happened.disabled("a-1"), false));
        assertThat(sent.path("representation").asText()).isEqualTo("{\"enabled\":false}");
    }

    @Test
    void aRepresentationOfAnotherKindIsLeftOut() throws Exception {
        AdminEvent event = Happened.disabled("a-1");
        event.setRepresentation("no JSON");
        assertThat(JsonSerialization.mapper.readTree(EventJson.of(event, true)).has("representation"))
                .isFalse();
    }
}
