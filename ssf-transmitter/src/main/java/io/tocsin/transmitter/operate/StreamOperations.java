// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.operate;

import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.peer.Owners;
import io.tocsin.transmitter.replay.Progress;
import io.tocsin.transmitter.replay.Replays;
import io.tocsin.transmitter.replay.Selection;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.stream.Streams;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What can be seen and done of streams, whoever they belong to. */
public final class StreamOperations {
    private static final Duration REBALANCE = Duration.ofSeconds(2);

    private final StreamIndex index;
    private final Streams streams;
    private final StatusChanges statuses;
    private final Lanes lanes;
    private final Replays replays;
    private final Owners owners;

    public StreamOperations(Streams streams, StatusChanges statuses, Lanes lanes, Replays replays, Owners owners) {
        this.index = streams.index();
        this.streams = streams;
        this.statuses = statuses;
        this.lanes = lanes;
        this.replays = replays;
        this.owners = owners;
    }

    /** Up to {@code limit} streams in the order of their ids, those behind {@code after}; "" begins with the first. */
    public List<StreamRegistration> list(StreamFilter filter, String after, int limit) {
        return index.all().stream()
                .filter(stream -> stream.streamId().compareTo(after) > 0)
                .filter(filter::fits)
                .sorted(Comparator.comparing(StreamRegistration::streamId))
                .limit(limit)
                .toList();
    }

    public Optional<StreamRegistration> find(String streamId) {
        return index.byId(streamId);
    }

    /** How many streams a receiver has. */
    public int count(String receiver) {
        return index.ofReceiver(receiver).size();
    }

    /** How a stream's delivery goes; empty where another process delivers it, or nobody at the moment. */
    public Optional<LaneHealth> health(String streamId) {
        return lanes.health(streamId);
    }

    /**
     * Sets the status; the receiver is told by {@code stream-updated} and cannot undo a stop.
     *
     * @param reason told to the receiver too; null for none
     * @return the stream as it then is
     * @throws RejectedException 404 if there is no such stream; 503 if another process delivers it, or none: see
     *     {@link io.tocsin.transmitter.peer.Instances#atOwner}
     */
    public CompletableFuture<StreamRegistration> set(String streamId, StreamStatus to, @Nullable String reason) {
        requireHere(streamId);
        return statuses.set(streamId, to, reason, StatusSource.OPERATOR);
    }

    /** The stream is gone, and its SETs with it. Throws as {@link #set}. */
    public CompletableFuture<Void> delete(String streamId) {
        requireHere(streamId);
        return streams.delete(streamId);
    }

    /** Two processes that change a stream would undo each other's changes: only the one that delivers it may. */
    private void requireHere(String streamId) {
        if (index.byId(streamId).isEmpty()) {
            throw RejectedException.notFound();
        }
        if (!(owners.of(streamId) instanceof Owner.Here)) {
            throw new RejectedException(new Rejection.Unavailable(REBALANCE));
        }
    }

    /**
     * Begins to send a stream's past SETs again, and returns at once.
     *
     * @throws RejectedException 404 for a stream there is not; 409 for one that is disabled, or is being replayed
     */
    public Progress replay(String streamId, Selection selection) {
        return replays.start(streamId, selection);
    }

    /** Of a replay that was begun here and runs, or has ended not long ago. */
    public Optional<Progress> replay(String replayId) {
        return replays.progress(replayId);
    }
}
