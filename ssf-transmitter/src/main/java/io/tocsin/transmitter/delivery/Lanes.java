// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.lane.poll.PollLane;
import io.tocsin.transmitter.pending.IndexSpace;
import io.tocsin.transmitter.pending.PendingStore;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The lanes of this process, by the outbox partitions it owns at the moment. */
public final class Lanes implements StreamListener {
    /** How long a partition may be nobody's while a group settles. */
    private static final Duration REBALANCE = Duration.ofSeconds(1);
    /** Some 80 MB. */
    private static final int INDEXED = 1 << 19;

    private final Departures shared;
    private final Holding holding;
    private final ToIntFunction<String> partitionOf;
    private final IndexSpace space = new IndexSpace(INDEXED);
    private final Map<Integer, TaskLanes> byPartition = new ConcurrentHashMap<>();

    /** @param partitionOf the outbox partition of a stream id */
    public Lanes(Departures shared, Holding holding, ToIntFunction<String> partitionOf) {
        this.shared = shared;
        this.holding = holding;
        this.partitionOf = partitionOf;
    }

    /** A partition is this process's, with what its store holds; from now on its lanes are found. */
    public PartitionDelivery assigned(int partition, PendingStore pending, Consumer<Ending> reports) {
        TaskLanes lanes = new TaskLanes(shared);
        PartitionDelivery delivery = new PartitionDelivery(shared, holding, space, lanes, pending, reports);
        delivery.open();
        byPartition.put(partition, lanes);
        return delivery;
    }

    public void revoked(int partition, PartitionDelivery delivery) {
        byPartition.remove(partition, delivery.lanes());
        delivery.lanes().close();
        delivery.close();
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
        TaskLanes lanes =
                of(stream.streamId()).orElseThrow(() -> new RejectedException(new Rejection.Unavailable(REBALANCE)));
        if (lanes.used(stream) instanceof PollLane poll) {
            return poll;
        }
        throw RejectedException.notFound();
    }

    /** How the stream's delivery is doing; empty if another process has it, or nobody. */
    public Optional<LaneHealth> health(String streamId) {
        return of(streamId).map(lanes -> lanes.health(streamId));
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
