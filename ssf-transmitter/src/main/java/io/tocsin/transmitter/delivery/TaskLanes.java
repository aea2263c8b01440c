// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.poll.PollLane;
import io.tocsin.transmitter.lane.push.PushLane;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one partition of the outbox, and the two queues by which they speak to the thread that owns its store:
 * that thread alone takes from them, anybody may add.
 */
public final class TaskLanes implements LaneHost {
    private final Departures shared;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Ending> endings = new ConcurrentLinkedQueue<>();
    private final Queue<String> hungry = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    public TaskLanes(Departures shared) {
        this.shared = shared;
    }

    /** The stream's lane, of the kind its delivery needs. A new one is empty and asks for what the store holds. */
    public Lane lane(StreamRegistration stream) {
        Lane known = lanes.get(stream.streamId());
        if (known != null && known.serves(stream.delivery())) {
            return known;
        }
        Lane lane = lanes.compute(stream.streamId(), (id, before) -> {
            if (before != null && before.serves(stream.delivery())) {
                return before;
            }
            if (before != null) {
                before.close(Lane.Closing.MOVED);
            }
            return switch (stream.delivery()) {
                case Delivery.Push push -> new PushLane(id, shared, this);
                case Delivery.Poll poll -> new PollLane(id, shared, this);
            };
        });
        hungry(stream.streamId());
        return lane;
    }

    public Optional<Lane> existing(String streamId) {
        return Optional.ofNullable(lanes.get(streamId));
    }

    /** What ended since it was last asked; null when nothing is left. */
    public @Nullable Ending nextEnding() {
        return endings.poll();
    }

    /** A stream that wants to be filled from the store, if there is one. */
    public @Nullable String nextHungry() {
        return hungry.poll();
    }

    public void delete(String streamId) {
        Lane lane = lanes.remove(streamId);
        if (lane != null) {
            lane.close(Lane.Closing.STREAM_DELETED);
        }
    }

    void changed(StreamRegistration stream) {
        if (lanes.containsKey(stream.streamId())) {
            lane(stream).streamChanged();
        } else {
            // the outbox may have been faster than the registry
            hungry(stream.streamId());
        }
    }

    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    /** Has nothing under way, and nothing left to tell the store. */
    boolean idle() {
        return closed || (endings.isEmpty() && lanes.values().stream().allMatch(Lane::idle));
    }

    /** The partition goes elsewhere, or nowhere. */
    public void close() {
        closed = true;
        lanes.values().forEach(lane -> lane.close(Lane.Closing.MOVED));
        lanes.clear();
    }

    @Override
    public void ended(Ending ending) {
        endings.add(ending);
    }

    @Override
    public void hungry(String streamId) {
        hungry.add(streamId);
    }
}
