// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.peer.Owners;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.topology.running.RunningTopology;

/**
 * A stream's owner has its partition of the outbox: what this process delivers it knows itself, the rest it knows from
 * what the group last agreed on.
 */
final class StreamOwners implements Owners {
    private final Lanes lanes;
    private final RunningTopology topology;
    private final PeersConfig self;

    StreamOwners(Lanes lanes, RunningTopology topology, PeersConfig self) {
        this.lanes = lanes;
        this.topology = topology;
        this.self = self;
    }

    @Override
    public Owner of(String streamId) {
        if (lanes.has(streamId)) {
            return Owner.HERE;
        }
        return topology.hostOf(streamId)
                // ours by agreement, but not delivered yet
                .filter(host -> !self.isAt(host.host(), host.port()))
                .<Owner>map(host -> new Owner.Peer(host.host(), host.port()))
                .orElse(Owner.NOBODY);
    }
}
