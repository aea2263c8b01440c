// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.connectors.pull.Pulls;
import io.tocsin.hub.action.Actions;
import io.tocsin.hub.admin.AdminRole;
import io.tocsin.hub.admin.api.Endpoint.Place;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.transmitter.operate.Operations;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * What of a hub an endpoint works with, and makes such endpoints.
 *
 * @param type of what does the work, once it runs
 * @param role that a process has to have, as configurations name it
 * @param place which of several hubs is asked for it, if an endpoint does not say otherwise
 */
public record Stage<S>(Class<S> type, String role, Place place) {
    public static final Stage<Pulls> CONNECTORS = new Stage<>(Pulls.class, "connectors", Place.THIS_HUB);
    public static final Stage<RiskStreams> RISK = new Stage<>(RiskStreams.class, "risk", Place.THIS_HUB);
    public static final Stage<Policies> POLICIES = new Stage<>(Policies.class, "risk", Place.THIS_HUB);
    public static final Stage<Operations> TRANSMITTER = new Stage<>(Operations.class, "transmitter", Place.ANY_HUB);
    public static final Stage<Actions> ACTIONS = new Stage<>(Actions.class, "actions", Place.THIS_HUB);

    /** What an endpoint does with its stage. */
    @FunctionalInterface
    public interface Act<S> {
        @Nullable
        Object of(S stage, Call call);
    }

    /** Looks. */
    public Endpoint get(String path, Act<S> act) {
        return endpoint(HttpMethod.GET, path, AdminRole.READ, act);
    }

    /** Looks, and asks for more than a path says. */
    public Endpoint ask(String path, Act<S> act) {
        return endpoint(HttpMethod.POST, path, AdminRole.READ, act);
    }

    public Endpoint post(String path, Act<S> act) {
        return endpoint(HttpMethod.POST, path, AdminRole.WRITE, act);
    }

    public Endpoint delete(String path, Act<S> act) {
        return endpoint(HttpMethod.DELETE, path, AdminRole.WRITE, act);
    }

    private Endpoint endpoint(HttpMethod method, String path, AdminRole needs, Act<S> act) {
        return new Endpoint(method, path, needs, (served, call) -> act.of(served.running(this), call), place);
    }
}
