// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * Events as the admin API shows them, by Keycloak's own hand, and the realm's name beside it: so that an event means
 * the same whichever way it came.
 */
final class EventJson {
    private static final ObjectMapper JSON = JsonSerialization.mapper;

    private EventJson() {}

    static byte[] of(Event event) {
        return bytes(JSON.valueToTree(ModelToRepresentation.toRepresentation(event)), event.getRealmName());
    }

    /**
     * An administrator's action. Of what was changed goes only whether a user is enabled, and the user's name where the
     * realm lets its events include such things.
     */
    static byte[] of(AdminEvent event, boolean includeRepresentation) {
        AdminEventRepresentation shown = ModelToRepresentation.toRepresentation(event);
        shown.setRepresentation(needed(event.getRepresentation(), includeRepresentation));
        return bytes(JSON.valueToTree(shown), event.getRealmName());
    }

    private static @Nullable String needed(@Nullable String representation, boolean withName) {
        if (representation == null) {
            return null;
        }
        JsonNode whole;
        try {
            whole = JSON.readTree(representation);
        } catch (JsonProcessingException notJson) {
            return null;
        }
        ObjectNode needed = JSON.createObjectNode();
        copy(whole, needed, "enabled");
        if (withName) {
            copy(whole, needed, "username");
        }
        return needed.isEmpty() ? null : needed.toString();
    }

    private static void copy(JsonNode from, ObjectNode to, String member) {
        if (from.hasNonNull(member)) {
            to.set(member, from.get(member));
        }
    }

    private static byte[] bytes(ObjectNode event, @Nullable String realm) {
        if (realm != null) {
            event.put("realmName", realm);
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
