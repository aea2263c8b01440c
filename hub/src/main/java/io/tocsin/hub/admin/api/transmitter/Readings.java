// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.stream.StreamView.HealthView;
import io.tocsin.transmitter.fleet.OperatorAnswer;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.peer.Owner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the deliveries of streams go, asked of whichever hubs deliver them, of each hub once and of all at one time. */
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    /** What is known of one stream. */
    sealed interface Reading {
        record Known(HealthView health) implements Reading {}

        /** The hub that delivers it does not answer. */
        record Silent() implements Reading {}

        /** No hub delivers it at the moment. */
        record Undelivered() implements Reading {}
    }

    private Readings() {}

    /** By id; blocks for some seconds at most. */
    static Map<String, Reading> of(List<String> ids, Operations operations) {
        Map<String, Reading> readings = new HashMap<>();
        Map<Owner.Peer, List<String>> elsewhere = new HashMap<>();
        for (String id : ids) {
            switch (operations.instances().ownerOf(id)) {
                case Owner.Here here ->
                    readings.put(id, known(operations.streams().health(id).map(StreamViews::health)));
                case Owner.Peer peer ->
                    elsewhere.computeIfAbsent(peer, first -> new ArrayList<>()).add(id);
                case Owner.Nobody nobody -> readings.put(id, new Reading.Undelivered());
            }
        }
        Map<Owner.Peer, CompletableFuture<Optional<OperatorAnswer>>> asked = new HashMap<>();
        elsewhere.forEach(
                (peer, theirs) -> asked.put(peer, operations.instances().ask(peer, PeerEndpoints.health(theirs))));
        asked.forEach(
                (peer, answer) -> readings.putAll(read(elsewhere.getOrDefault(peer, List.of()), peer, answer.join())));
        return readings;
    }

    private static Map<String, Reading> read(List<String> ids, Owner.Peer peer, Optional<OperatorAnswer> answer) {
        Map<String, HealthView> told = Map.of();
        boolean silent = answer.isEmpty() || answer.get().status() != 200;
        if (!silent) {
            try {
                told = ViewJson.readMap(answer.get().body(), HealthView.class);
            } catch (IOException e) {
                LOG.warn(
                        "the hub at {} answers in another way than expected: is it of another version?",
                        peer.text(),
                        e);
                silent = true;
            }
        }
        Map<String, Reading> readings = new HashMap<>();
        for (String id : ids) {
            readings.put(id, silent ? new Reading.Silent() : known(Optional.ofNullable(told.get(id))));
        }
        return readings;
    }

    private static Reading known(Optional<HealthView> health) {
        return health.<Reading>map(Reading.Known::new).orElseGet(Reading.Undelivered::new);
    }
}
