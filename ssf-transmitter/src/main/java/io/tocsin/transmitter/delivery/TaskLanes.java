// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.LaneHost;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.poll.PollLane;
import io.tocsin.transmitter.lane.push.PushLane;
import java.time.Instant;
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
final class TaskLanes implements LaneHost {
    /** What the store holds besides the lane. */
    private record Stored(long sets, @Nullable Instant oldest) {
        static final Stored NOTHING = new Stored(0, null);
    }

    private final Departures shared;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Stored> stored = new ConcurrentHashMap<>();
    private final Queue<Ending> endings = new ConcurrentLinkedQueue<>();
    private final Queue<String> hungry = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    TaskLanes(Departures shared) {
        this.shared = shared;
    }

    /** The stream's lane, of the kind its delivery needs. A new one is empty and asks for what the store holds. */
    Lane lane(StreamRegistration stream) {
        Lane known = lanes.get(stream.streamId());
        return known != null && known.serves(stream.delivery()) ? known : used(stream);
    }

    /** The same, for somebody who is about to use it from another thread: it is not disposed of meanwhile. */
    Lane used(StreamRegistration stream) {
        boolean[] fresh = {false};
        Lane lane = lanes.compute(stream.streamId(), (id, before) -> {
            Lane now = before;
            if (now == null || !now.serves(stream.delivery())) {
                if (now != null) {
                    now.close(Lane.Closing.MOVED);
                }
                fresh[0] = true;
                now = switch (stream.delivery()) {
                    case Delivery.Push push -> new PushLane(id, shared, this);
                    case Delivery.Poll poll -> new PollLane(id, shared, this);
                };
            }
            now.touch(shared.clock().instant());
            return now;
        });
        if (fresh[0]) {
            hungry(stream.streamId());
        }
        return lane;
    }

    Optional<Lane> existing(String streamId) {
        return Optional.ofNullable(lanes.get(streamId));
    }

    /** What ended since it was last asked; null when nothing is left. */
    @Nullable
    Ending nextEnding() {
        return endings.poll();
    }

    /** A stream that wants to be filled from the store, if there is one. */
    @Nullable
    String nextHungry() {
        return hungry.poll();
    }

    void delete(String streamId) {
        stored.remove(streamId);
        Lane lane = lanes.remove(streamId);
        if (lane != null) {
            lane.close(Lane.Closing.STREAM_DELETED);
        }
    }

    /** Forgets a lane that has not been used since then and would not be missed. */
    boolean dispose(String streamId, Instant since) {
        lanes.computeIfPresent(streamId, (id, lane) -> lane.disposable(since) ? null : lane);
        boolean gone = !lanes.containsKey(streamId);
        if (gone) {
            stored.remove(streamId);
        }
        return gone;
    }

    /** What the thread that owns the store sees of the stream. */
    void holds(String streamId, long sets, @Nullable Instant oldest) {
        stored.put(streamId, new Stored(sets, oldest));
    }

    LaneHealth health(String streamId) {
        Stored behind = stored.getOrDefault(streamId, Stored.NOTHING);
        return existing(streamId)
                .map(Lane::health)
                .map(health -> health.with(health.backlog() + behind.sets(), behind.oldest()))
                .orElse(LaneHealth.IDLE);
    }

    void changed(StreamRegistration stream) {
        if (lanes.containsKey(stream.streamId())) {
            lane(stream).streamChanged();
        }
        // the outbox may have been faster than the registry, or what is held must go
        hungry(stream.streamId());
    }

    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    /** Has nothing under way, and nothing left to tell the store. */
    boolean idle() {
        return closed || (endings.isEmpty() && lanes.values().stream().allMatch(Lane::idle));
    }

    /** The partition goes elsewhere, or nowhere. */
    void close() {
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
