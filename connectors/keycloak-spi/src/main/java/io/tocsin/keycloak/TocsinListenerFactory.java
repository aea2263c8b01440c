// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * The listener {@code tocsin}, which a realm names among its event listeners. Configured by
 * {@code --spi-events-listener--tocsin--<key>}; see {@link Settings} for the keys.
 */
public final class TocsinListenerFactory implements EventListenerProviderFactory, ServerInfoAwareProviderFactory {
    /** What a realm names. */
    public static final String ID = "tocsin";

    private static final Logger LOG = Logger.getLogger(TocsinListenerFactory.class);

    private @Nullable Posts posts;

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        Posts open = posts;
        if (open == null) {
            return new Unheard();
        }
        CommittedEvents events = new CommittedEvents(open);
        session.getTransactionManager().enlistAfterCompletion(events);
        return new TocsinListener(open.settings(), events);
    }

    /**
     * Reads the settings. One that is wrong stops Keycloak's start; without an address nothing is sent, which is said.
     */
    @Override
    public void init(Config.Scope config) {
        Settings settings = Settings.of(config);
        if (settings == null) {
            LOG.warn("No address to post events to, so none are sent: set spi-events-listener--tocsin--url");
            return;
        }
        posts = new Posts(
                settings,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                new PostMeters(Metrics.globalRegistry));
        LOG.infof("Posts events of realms that name the listener %s, with room for %d that wait", ID, settings.room());
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    /** Waits a few seconds for what is still to be sent. */
    @Override
    public void close() {
        Posts open = posts;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    /** Shown by the admin console among the server's providers. */
    @Override
    public Map<String, String> getOperationalInfo() {
        Posts open = posts;
        return open == null ? Map.of("configured", "no") : open.info();
    }
}
