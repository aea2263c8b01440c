// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.tls.TlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a hub, each of HTTPS.
 *
 * @param tls certificate of every listener that has none of its own
 * @param connectors port 8441 if it, or its port, is absent; so with the others
 * @param transmitter port 8442 if absent
 * @param inbound where other transmitters push; port 8444 if absent
 * @param edge port 8443 if absent
 * @param admin health and metrics, port 8440 of loopback if absent
 */
public record ListenersConfig(
        @Nullable TlsConfig tls,
        ListenerConfig connectors,
        ListenerConfig transmitter,
        ListenerConfig inbound,
        ListenerConfig edge,
        ListenerConfig admin) {
    public static final int FIRST_PORT = 8440;

    public static final ListenersConfig DEFAULT = new ListenersConfig(
            null,
            orAt(null, FIRST_PORT + 1),
            orAt(null, FIRST_PORT + 2),
            orAt(null, FIRST_PORT + 4),
            orAt(null, FIRST_PORT + 3),
            orAt(null, FIRST_PORT));

    public ListenersConfig {
        connectors = orAt(connectors, FIRST_PORT + 1);
        transmitter = orAt(transmitter, FIRST_PORT + 2);
        inbound = orAt(inbound, FIRST_PORT + 4);
        edge = orAt(edge, FIRST_PORT + 3);
        admin = orAt(admin, FIRST_PORT);
        refuseClientCa("connectors", connectors);
        refuseClientCa("inbound", inbound);
        refuseClientCa("edge", edge);
        refuseClientCa("admin", admin);
    }

    private static void refuseClientCa(String name, ListenerConfig listener) {
        if (listener.clientCa() != null) {
            throw new IllegalArgumentException(
                    "listeners." + name + " has client-ca, expected it at listeners.transmitter only");
        }
    }

    private static ListenerConfig orAt(@Nullable ListenerConfig listener, int port) {
        return listener == null ? new ListenerConfig("127.0.0.1", port, null, null) : listener.orAt(port);
    }

    /** Throws {@link ConfigException} where there is no certificate. */
    public TlsConfig certificateOf(String name, ListenerConfig listener) {
        TlsConfig own = listener.tls() == null ? tls : listener.tls();
        if (own == null) {
            throw new ConfigException("listeners." + name
                    + " has no certificate: expected tls there or listeners.tls, with certificate and key, or keystore"
                    + " and password");
        }
        return own;
    }
}
