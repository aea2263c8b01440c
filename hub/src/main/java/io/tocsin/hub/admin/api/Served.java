// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What runs in this process by now, and so can be operated from here. Set by the start, read by any thread. */
public final class Served {
    private static final long AGAIN_SECONDS = 2;

    private final Map<Stage<?>, Object> running = new ConcurrentHashMap<>();

    <S> void serve(Stage<S> stage, S started) {
        running.put(stage, started);
    }

    /** Throws {@link Refusal}, 503, where it does not run. */
    public <S> S running(Stage<S> stage) {
        return runningIfAny(stage)
                .orElseThrow(() ->
                        Refusal.unavailable("no " + stage.absent() + " in this process, or not yet", AGAIN_SECONDS));
    }

    public <S> Optional<S> runningIfAny(Stage<S> stage) {
        return Optional.ofNullable(running.get(stage)).map(stage.type()::cast);
    }
}
