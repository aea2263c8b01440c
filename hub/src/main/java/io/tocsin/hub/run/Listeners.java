// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.TlsConfig;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Server options of every listener that some roles need, their certificates read: before anything starts. */
final class Listeners {
    private static final String ADMIN = "admin";
    private final Map<String, HttpServerOptions> byName = new HashMap<>();
    /** Several listeners may have the same. */
    private final Map<TlsConfig, KeyCertOptions> certificates = new HashMap<>();

    private final Watch watch = new Watch(Watch.EVERY);

    private Listeners() {}

    /** Throws {@link io.tocsin.hub.config.ConfigException} for what is missing. */
    static Listeners of(ListenersConfig config, Set<Role> roles) {
        Listeners listeners = new Listeners();
        try {
            listeners.addAll(config, roles);
            return listeners;
        } catch (RuntimeException e) {
            listeners.watch.close();
            throw e;
        }
    }

    private void addAll(ListenersConfig config, Set<Role> roles) {
        add(config, ADMIN, config.admin());
        for (Role role : roles) {
            switch (role) {
                case CONNECTORS -> add(config, role.toString(), config.connectors());
                case INBOUND -> add(config, role.toString(), config.inbound());
                case TRANSMITTER -> add(config, role.toString(), config.transmitter());
                case EDGE -> add(config, role.toString(), config.edge());
                case RISK, ACTIONS -> {}
            }
        }
    }

    private void add(ListenersConfig config, String name, ListenerConfig listener) {
        String what = "listeners." + name;
        KeyCertOptions certificate = certificates.computeIfAbsent(
                config.certificateOf(name, listener),
                tls -> HttpsListener.watched(listener.tls() == null ? "listeners.tls" : what + ".tls", tls, watch));
        byName.put(
                name,
                HttpsListener.watched(
                        what, listener.host(), listener.number(), certificate, listener.clientCa(), watch));
    }

    /** Looks after the certificates' files until it is closed. */
    Watch watch() {
        return watch;
    }

    HttpServerOptions admin() {
        return requireNonNull(byName.get(ADMIN), ADMIN);
    }

    /** What is said of one when it does not start. */
    static String at(HttpServerOptions server) {
        return " at " + server.getHost() + ":" + server.getPort();
    }

    HttpServerOptions of(Role role) {
        return requireNonNull(byName.get(role.toString()), role.toString());
    }
}
