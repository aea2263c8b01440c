// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import io.tocsin.hub.admin.Health;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which roles of a hub are up, where they listen, and what happens when one gives up. */
final class Roll {
    private static final Logger LOG = LoggerFactory.getLogger(Roll.class);

    private final Health health = new Health();
    private final Map<Role, Integer> ports = new ConcurrentHashMap<>();
    private final Consumer<String> onBroken;

    /** @param onBroken told why, should a role give up */
    Roll(Set<Role> roles, Consumer<String> onBroken) {
        this.onBroken = onBroken;
        roles.forEach(role -> health.starting(role.toString()));
    }

    Health health() {
        return health;
    }

    void up(Role role) {
        health.up(role.toString());
    }

    void listening(Role role, int port) {
        ports.put(role, port);
        up(role);
        LOG.info("{} listens on port {}", role, port);
    }

    /** A role that gives up is not ready any more, and the hub with it. */
    void watch(Role role, CompletionStage<Void> ended) {
        ended.exceptionally(failure -> {
            health.down(role.toString());
            onBroken.accept(String.valueOf(failure.getMessage()));
            return null;
        });
    }

    /** Throws {@link IllegalArgumentException} for a role that does not listen. */
    int port(Role role) {
        Integer port = ports.get(role);
        if (port == null) {
            throw new IllegalArgumentException(role + " does not listen");
        }
        return port;
    }
}
