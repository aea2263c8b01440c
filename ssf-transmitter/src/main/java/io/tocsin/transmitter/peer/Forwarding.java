// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Set<Hop> underWay = ConcurrentHashMap.newKeySet();

    public Forwarding(Vertx vertx, Owners owners, PeerClient client) {
        this.vertx = vertx;
        this.owners = owners;
        this.client = client;
    }

    /** Sends the polls home that wait at other instances; their next one finds another instance than this. */
    public void stop() {
        underWay.forEach(Hop::sendHome);
    }

    /** To be called on the request's own context. */
    public void serve(Incoming incoming) {
        if (!incoming.fromPeer()) {
            Hop hop = new Hop(vertx, owners, client, incoming, underWay::remove);
            underWay.add(hop);
            hop.attempt();
        } else if (owners.of(incoming.key()) instanceof Owner.Here) {
            incoming.here().run();
        } else {
            incoming.request().response().setStatusCode(MISDIRECTED).end();
        }
    }
}
