// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.connectors.pull.Pulls;
import io.tocsin.hub.action.Actions;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.transmitter.operate.Operations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs in this process by now, and so can be operated from here. Set by the start, read by any thread. */
public final class Served {
    private static final long AGAIN_SECONDS = 2;

    private volatile @Nullable Operations transmitter;
    private volatile @Nullable RiskStreams risk;
    private volatile @Nullable Policies policies;
    private volatile @Nullable Pulls connectors;
    private volatile @Nullable Actions actions;

    void serve(Actions running) {
        actions = running;
    }

    /** Throws {@link Refusal}, 503, where there are none. */
    public Actions actions() {
        Actions running = actions;
        if (running == null) {
            throw Refusal.unavailable("role actions does not run in this process, or not yet", AGAIN_SECONDS);
        }
        return running;
    }

    void serve(Pulls running) {
        connectors = running;
    }

    /** Throws {@link Refusal}, 503, where there are none. */
    public Pulls connectors() {
        Pulls running = connectors;
        if (running == null) {
            throw Refusal.unavailable("no connectors run in this process, or not yet", AGAIN_SECONDS);
        }
        return running;
    }

    void serve(Policies running) {
        policies = running;
    }

    void serve(Operations running) {
        transmitter = running;
    }

    void serve(RiskStreams running) {
        risk = running;
    }

    /** Throws {@link Refusal}, 503, where there is none. */
    public Operations transmitter() {
        return transmitterIfAny()
                .orElseThrow(
                        () -> Refusal.unavailable("no transmitter runs in this process, or not yet", AGAIN_SECONDS));
    }

    public Optional<Operations> transmitterIfAny() {
        return Optional.ofNullable(transmitter);
    }

    /** Throws {@link Refusal}, 503, where there is none. */
    public RiskStreams risk() {
        RiskStreams running = risk;
        if (running == null) {
            throw Refusal.unavailable("no risk stage runs in this process, or not yet", AGAIN_SECONDS);
        }
        return running;
    }

    /** Throws {@link Refusal}, 503, where there are none. */
    Policies policies() {
        Policies running = policies;
        if (running == null) {
            throw Refusal.unavailable("no risk stage runs in this process, or not yet", AGAIN_SECONDS);
        }
        return running;
    }
}
