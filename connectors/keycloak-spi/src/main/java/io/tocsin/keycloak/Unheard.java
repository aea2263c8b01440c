// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;

/** Where there is no address to post to. */
final class Unheard implements EventListenerProvider {
    @Override
    public void onEvent(Event event) {}

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}
