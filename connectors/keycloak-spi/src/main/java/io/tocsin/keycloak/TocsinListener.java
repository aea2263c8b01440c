// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;

/**
 * Hears the events of one Keycloak session, which is one request. They are written down at once, as Keycloak goes on
 * using its objects, and leave when the request's transaction has committed.
 */
final class TocsinListener implements EventListenerProvider {
    private final Settings settings;
    private final CommittedEvents events;

    TocsinListener(Settings settings, CommittedEvents events) {
        this.settings = settings;
        this.events = events;
    }

    @Override
    public void onEvent(Event event) {
        if (settings.wants(event)) {
            events.add(event.getRealmName(), EventJson.of(event));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (settings.wants(event)) {
            events.add(event.getRealmName(), EventJson.of(event, includeRepresentation));
        }
    }

    @Override
    public void close() {}
}
