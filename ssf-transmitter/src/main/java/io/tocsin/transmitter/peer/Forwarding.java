// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.Vertx;

/**
 * Sees to it that a request is served by the instance that has its stream: by this one where it is here, else by the
 * other one on this one's behalf. A request makes one hop at most; one that comes by a hop and finds no stream here
 * goes back as not served, and the instance it came from looks again.
 */
public final class Forwarding {
    private static final int MISDIRECTED = 421;

    private final Vertx vertx;
    private final Owners owners;
    private final PeerClient client;

    public Forwarding(Vertx vertx, Owners owners, PeerClient client) {
        this.vertx = vertx;
        this.owners = owners;
        this.client = client;
    }

    /** To be called on the request's own context. */
    public void serve(Incoming incoming) {
        if (!incoming.fromPeer()) {
            new Hop(vertx, owners, client, incoming).attempt();
        } else if (owners.of(incoming.key()) instanceof Owner.Here) {
            incoming.here().run();
        } else {
            incoming.request().response().setStatusCode(MISDIRECTED).end();
        }
    }
}
