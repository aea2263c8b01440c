// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.tls.TlsConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where one listener is.
 *
 * @param host an address of this machine; 127.0.0.1 if absent
 * @param port 1 to 65535, or 0 for any free one; if absent, the one that {@link ListenersConfig} gives this listener
 * @param tls its certificate; that of {@code listeners.tls} if absent
 * @param clientCa of the transmitter's listener: PEM file of the authorities that vouch for clients' certificates,
 *     which are then asked for and not demanded; nobody is asked if absent
 */
public record ListenerConfig(
        String host,
        @Nullable Integer port,
        @Nullable TlsConfig tls,
        @Nullable Path clientCa) {
    public ListenerConfig {
        host = host == null ? "127.0.0.1" : host;
        if (port != null && (port < 0 || port > 65_535)) {
            throw new IllegalArgumentException("port is " + port + ", expected 0 to 65535");
        }
    }

    /** The same, with a port in any case. */
    ListenerConfig orAt(int otherwise) {
        return port == null ? new ListenerConfig(host, otherwise, tls, clientCa) : this;
    }

    /** The port of one of a {@link ListenersConfig}, where each has one. */
    public int number() {
        return requireNonNull(port, "port");
    }
}
