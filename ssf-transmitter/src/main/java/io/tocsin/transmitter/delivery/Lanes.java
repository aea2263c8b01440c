// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.poll.PollLane;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** The lanes of all partitions of the outbox that this process has. */
public final class Lanes implements StreamListener {
    private static final Duration REBALANCE = Duration.ofSeconds(1);

    private final Departures shared;
    private final ToIntFunction<String> partitionOf;
    private final Map<Integer, TaskLanes> byPartition = new ConcurrentHashMap<>();

    /** @param partitionOf the outbox partition of a stream id */
    public Lanes(Departures shared, ToIntFunction<String> partitionOf) {
        this.shared = shared;
        this.partitionOf = partitionOf;
    }

    /** Lanes for a partition that is about to be this process's. */
    public TaskLanes open() {
        return new TaskLanes(shared);
    }

    /** From now on they are found. */
    public void assigned(int partition, TaskLanes lanes) {
        byPartition.put(partition, lanes);
    }

    public void revoked(int partition, TaskLanes lanes) {
        byPartition.remove(partition, lanes);
        lanes.close();
    }

    /** Does this process deliver the stream of that id? */
    public boolean has(String streamId) {
        return byPartition.containsKey(partitionOf.applyAsInt(streamId));
    }

    /**
     * The lane a stream is polled at. Throws {@link RejectedException}: 503 while another process has its partition or
     * nobody does yet, 404 for a stream that is not polled.
     */
    public PollLane polled(StreamRegistration stream) {
        TaskLanes lanes = byPartition.get(partitionOf.applyAsInt(stream.streamId()));
        if (lanes == null) {
            throw new RejectedException(new Rejection.Unavailable(REBALANCE));
        }
        if (lanes.lane(stream) instanceof PollLane poll) {
            return poll;
        }
        throw RejectedException.notFound();
    }

    @Override
    public void changed(StreamRegistration stream) {
        of(stream.streamId()).ifPresent(lanes -> lanes.changed(stream));
    }

    @Override
    public void deleted(String streamId) {
        of(streamId).ifPresent(lanes -> lanes.delete(streamId));
    }

    /** Nothing is begun any more. */
    public void stop() {
        byPartition.values().forEach(TaskLanes::stop);
    }

    /** What was under way is over and in the stores. */
    public boolean idle() {
        return byPartition.values().stream().allMatch(TaskLanes::idle);
    }

    private Optional<TaskLanes> of(String streamId) {
        return Optional.ofNullable(byPartition.get(partitionOf.applyAsInt(streamId)));
    }
}
