// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;

/** Keycloak's own event objects. */
final class Happened {
    private Happened() {}

    static Event login(String id) {
        Event event = new Event();
        event.setId(id);
        event.setTime(1_772_438_403_120L);
        event.setType(EventType.LOGIN);
        event.setRealmId("realm-id");
        event.setRealmName("acme");
        event.setClientId("portal");
        event.setUserId("a11ce");
        event.setSessionId("sid-1");
        event.setIpAddress("203.0.113.10");
        event.setDetails(new HashMap<>(Map.of("username", "alice")));
        return event;
    }

    static AdminEvent disabled(String id) {
        AuthDetails who = new AuthDetails();
        who.setRealmId("master-id");
        who.setUserId("root");
        AdminEvent event = new AdminEvent();
        event.setId(id);
        event.setTime(1_772_440_640_000L);
        event.setRealmId("realm-id");
        event.setRealmName("acme");
        event.setAuthDetails(who);
        event.setOperationType(OperationType.UPDATE);
        event.setResourceType(ResourceType.USER);
        event.setResourcePath("users/b0b");
        event.setRepresentation(
                "{\"username\":\"bob\",\"enabled\":false,\"email\":\"bob@acme.example\",\"attributes\":{\"x\":[\"y\"]}}");
        return event;
    }
}
