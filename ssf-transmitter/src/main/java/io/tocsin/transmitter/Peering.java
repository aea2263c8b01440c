// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.fleet.Instances;
import io.tocsin.transmitter.fleet.OperatorCall;
import io.tocsin.transmitter.http.placement.Placement;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.peer.Forwarding;
import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.peer.Owners;
import io.tocsin.transmitter.peer.PeerAnswer;
import io.tocsin.transmitter.peer.PeerClient;
import io.tocsin.transmitter.peer.PeerTokens;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.stream.StreamDirectory;
import io.tocsin.transmitter.topology.running.RunningTopology;
import io.tocsin.transmitter.view.CaughtUp;
import io.tocsin.transmitter.view.FollowedTopic;
import io.tocsin.transmitter.view.Freshness;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/**
 * How the parts hold together by which several transmitters over one Kafka act as one.
 *
 * @param owners which of them delivers a stream; where they do not know of each other, either this one or nobody knows
 * @param placement which of them serves what a receiver asks
 * @param instances which of them serves what an operator asks
 * @param fresh whether this one has seen what the others wrote
 */
record Peering(Owners owners, Placement placement, Instances instances, CaughtUp fresh) {
    /**
     * As the configuration has it. What is opened is closed with {@code parts}.
     *
     * @param followed what a request must have been seen of before it is served
     */
    static Peering of(
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
            Owners owners = streamId -> lanes.has(streamId) ? Owner.HERE : Owner.NOBODY;
            return new Peering(owners, Placement.ALONE, Instances.alone(owners), CaughtUp.ALWAYS);
        }
        PeerTokens tokens =
                new PeerTokens(config.issuers().getFirst().issuer().toString(), signer, keys, around.clock());
        PeerClient client = parts.opened(new PeerClient(around.vertx(), peers.trust(), tokens));
        Owners owners = new StreamOwners(lanes, topology, peers);
        Freshness freshness = new Freshness(admin, followed);
        Instances instances =
                Instances.among(owners, peers.endpoint(), others(around.vertx(), client, topology, peers), freshness);
        return new Peering(
                owners,
                Placement.among(
                        tokens,
                        new Forwarding(around.vertx(), owners, client),
                        freshness,
                        instances,
                        id -> directory.index().byId(id).isPresent()),
                instances,
                freshness);
    }

    private static Instances.Others others(Vertx vertx, PeerClient client, RunningTopology topology, PeersConfig self) {
        return new Instances.Others() {
            @Override
            public List<Owner.Peer> all() {
                return topology.hosts().stream()
                        .filter(host -> !self.isAt(host.host(), host.port()))
                        .map(host -> new Owner.Peer(host.host(), host.port()))
                        .toList();
            }

            @Override
            public CompletableFuture<PeerAnswer> ask(Owner.Peer peer, OperatorCall call) {
                return client.ask(vertx, peer, call.write());
            }
        };
    }
}
