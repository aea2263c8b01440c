// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what the removal of a receiver begins. The mark in the registry outlives every process; as long as it
 * stands, each instance deletes those of the receiver's streams that it delivers, and the one that changes the registry
 * takes the mark away when no stream is left and no request of the receiver can be under way any more.
 */
public final class LeavingReceivers {
    private static final Logger LOG = LoggerFactory.getLogger(LeavingReceivers.class);
    /** Longer than a request may take that was authenticated before the mark was there. */
    private static final Duration REQUESTS = Duration.ofSeconds(30);

    private final Receivers receivers;
    private final ReceiverRegistry registry;
    private final Streams streams;
    private final Predicate<String> ours;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** @param ours is the key owned by this process: a stream's id, or {@link ReceiverRegistry#KEPT_BY} */
    public LeavingReceivers(
            Receivers receivers,
            ReceiverRegistry registry,
            Streams streams,
            Predicate<String> ours,
            InstantSource clock) {
        this.receivers = receivers;
        this.registry = registry;
        this.streams = streams;
        this.ours = ours;
        this.clock = clock;
    }

    /** To be called often. Does not wait for what it begins. */
    public void run() {
        for (ReceiverRegistration receiver : receivers.leaving()) {
            String clientId = receiver.clientId();
            boolean left = false;
            for (StreamRegistration stream : streams.index().ofReceiver(clientId)) {
                left = true;
                if (ours.test(stream.streamId())) {
                    delete(stream.streamId());
                }
            }
            if (!left && isOver(receiver) && ours.test(ReceiverRegistry.KEPT_BY)) {
                forget(clientId);
            }
        }
    }

    private boolean isOver(ReceiverRegistration receiver) {
        Instant begun = receiver.removed();
        return begun != null && !clock.instant().isBefore(begun.plus(REQUESTS));
    }

    private void delete(String streamId) {
        if (!underWay.add(streamId)) {
            return;
        }
        var unused = streams.delete(streamId).whenComplete((gone, failure) -> {
            underWay.remove(streamId);
            if (failure != null && !isGone(failure)) {
                LOG.warn("a stream of a receiver that was removed could not be deleted, trying again", failure);
            }
        });
    }

    private void forget(String clientId) {
        if (!underWay.add(clientId)) {
            return;
        }
        var unused = registry.forget(clientId).whenComplete((gone, failure) -> {
            underWay.remove(clientId);
            if (failure != null) {
                LOG.warn("the removal of a receiver could not be completed, trying again", failure);
            }
        });
    }

    private static boolean isGone(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RejectedException rejected && rejected.rejection() instanceof Rejection.NotFound;
    }
}
