// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What runs in this process by now, and so can be operated from here. Set by the start, read by any thread. */
public final class Served {
    private static final long AGAIN_SECONDS = 2;

    private final Set<String> roles;
    private final Map<Stage<?>, Object> running = new ConcurrentHashMap<>();

    /** @param roles of this process, also those that are not up yet */
    Served(Set<String> roles) {
        this.roles = Set.copyOf(roles);
    }

    <S> void serve(Stage<S> stage, S started) {
        running.put(stage, started);
    }

    /** Throws {@link Refusal} where it does not run: 503 where it is being started, 404 where it never will. */
    public <S> S running(Stage<S> stage) {
        return runningIfAny(stage)
                .orElseThrow(() -> roles.contains(stage.role())
                        ? Refusal.unavailable("role " + stage.role() + " is being started", AGAIN_SECONDS)
                        : Refusal.notFound("this hub does not have role " + stage.role()
                                + ": expected one whose configuration has that section"));
    }

    public <S> Optional<S> runningIfAny(Stage<S> stage) {
        return Optional.ofNullable(running.get(stage)).map(stage.type()::cast);
    }
}
