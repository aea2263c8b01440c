// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.http.Placement;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.peer.Forwarding;
import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.peer.Owners;
import io.tocsin.transmitter.peer.PeerClient;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.stream.StreamDirectory;
import io.tocsin.transmitter.view.FollowedTopic;
import io.tocsin.transmitter.view.Freshness;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** How the parts hold together by which several transmitters over one Kafka act as one. */
final class Peering {
    private Peering() {}

    /** Which of them delivers a stream; where they do not know of each other, either this one or nobody knows. */
    static Owners owners(TransmitterConfig config, Lanes lanes, RunningTopology topology) {
        PeersConfig peers = config.peers();
        return peers == null
                ? streamId -> lanes.has(streamId) ? Owner.HERE : Owner.NOBODY
                : new StreamOwners(lanes, topology, peers);
    }

    /**
     * Which of them serves what. What is opened is closed with {@code parts}.
     *
     * @param followed what a request must have been seen of before it is served
     */
    static Placement among(
            TransmitterConfig config,
            Assembly.Surroundings around,
            Parts parts,
            Admin admin,
            SigningKeys keys,
            TokenSigner signer,
            StreamDirectory directory,
            List<FollowedTopic> followed,
            Lanes lanes,
            RunningTopology topology) {
        PeersConfig peers = config.peers();
        if (peers == null) {
            return Placement.ALONE;
        }
        PeerTokens tokens =
                new PeerTokens(config.issuers().getFirst().issuer().toString(), signer, keys, around.clock());
        PeerClient client = parts.opened(new PeerClient(around.vertx(), peers.trust(), tokens));
        return Placement.among(
                tokens,
                new Forwarding(around.vertx(), new StreamOwners(lanes, topology, peers), client),
                new Freshness(admin, followed),
                id -> directory.index().byId(id).isPresent());
    }
}
