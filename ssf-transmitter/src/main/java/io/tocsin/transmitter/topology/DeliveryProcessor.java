// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.delivery.TaskLanes;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.lane.Lane;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every SET of its partition until it has met its end. It hands new ones to their lanes at once; what lanes have
 * to say it takes from their queue, so that this thread alone touches the store.
 */
final class DeliveryProcessor implements Processor<String, OutboxEntry, String, Object> {
    /** How long what ended may stay in the store, and a lane with room may wait. */
    private static final Duration DRAIN = Duration.ofMillis(10);

    private static final Duration SWEEP = Duration.ofMinutes(5);
    /** A SET may be faster than the registration of its stream, but not by this much. */
    private static final Duration STREAM_UNKNOWN = Duration.ofMinutes(10);

    private final StreamIndex streams;
    private final Lanes lanes;
    private final Duration retention;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;
    private @Nullable Task task;

    /** What there is once a partition is assigned. */
    private record Task(
            ProcessorContext<String, Object> context,
            int partition,
            PendingStore pending,
            TaskLanes lanes,
            Reports reports) {}

    DeliveryProcessor(
            StreamIndex streams, Lanes lanes, Duration retention, InstantSource clock, TransmitterMetrics metrics) {
        this.streams = streams;
        this.lanes = lanes;
        this.retention = retention;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        PendingStore pending = new PendingStore(context.getStateStore(TransmitterTopology.PENDING));
        Task opened = new Task(
                context, context.taskId().partition(), pending, lanes.open(), new Reports(context, clock, metrics));
        task = opened;
        // everything in the store when it was handed to us is due again
        pending.forEachStream(streamId -> opened.lanes().hungry(streamId));
        drain(opened);
        lanes.assigned(opened.partition(), opened.lanes());
        context.schedule(DRAIN, PunctuationType.WALL_CLOCK_TIME, now -> drain(opened));
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> sweep(opened));
    }

    @Override
    public void process(Record<String, OutboxEntry> record) {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("a SET came before its task was opened");
        }
        if (record.value() == null) {
            current.lanes().delete(record.key());
            current.pending().removeAll(record.key());
        } else {
            keep(current, record.value(), record.timestamp());
        }
        drain(current);
    }

    private void keep(Task current, OutboxEntry entry, long timestamp) {
        long offset = current.context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a SET came from no topic"))
                .offset();
        PendingSet set = new PendingSet(offset, entry);
        Optional<StreamRegistration> stream = streams.byId(entry.streamId());
        if (stream.filter(s -> s.status() == StreamStatus.DISABLED).isPresent()) {
            // nothing is held for a disabled stream (SSF 1.0 §8.1.2.1)
            metrics.setDropped("disabled");
            return;
        }
        Optional<Lane> lane = stream.map(current.lanes()::lane);
        if (lane.filter(l -> l.holdsElsewhere(set)).isPresent()) {
            return;
        }
        current.pending().put(set, timestamp);
        lane.ifPresent(l -> l.offer(set));
    }

    private void drain(Task current) {
        for (Ending ended = current.lanes().nextEnding();
                ended != null;
                ended = current.lanes().nextEnding()) {
            current.pending().remove(ended.set());
            current.reports().tell(ended);
        }
        for (String hungry = current.lanes().nextHungry();
                hungry != null;
                hungry = current.lanes().nextHungry()) {
            refill(current, hungry);
        }
    }

    private void refill(Task current, String streamId) {
        Optional<Lane> lane = current.lanes().existing(streamId);
        if (lane.isEmpty() && current.pending().holdsAny(streamId)) {
            // asks for this again if it is new
            streams.byId(streamId).ifPresent(current.lanes()::lane);
            return;
        }
        lane.filter(l -> l.room() > 0).ifPresent(l -> {
            PendingStore.Batch batch = current.pending().after(streamId, l.loadedThrough(), l.room());
            l.load(batch.sets(), batch.all());
        });
    }

    /** Gives up what is older than the retention, and what belongs to no stream. */
    private void sweep(Task current) {
        Instant now = clock.instant();
        current.pending().forEachStream(streamId -> {
            boolean known = streams.byId(streamId).isPresent();
            Instant limit = now.minus(known ? retention : STREAM_UNKNOWN);
            String reason = known ? "retention" : "no stream";
            for (PendingSet set : current.pending().olderThan(streamId, limit)) {
                current.lanes().existing(streamId).ifPresent(lane -> lane.forget(set.sequence()));
                current.pending().remove(set);
                current.reports()
                        .tell(new Ending(
                                set,
                                new DeliveryReport.Result.Dropped(reason),
                                0,
                                set.entry().stamps()));
            }
        });
    }

    @Override
    public void close() {
        Task current = task;
        task = null;
        if (current != null) {
            lanes.revoked(current.partition(), current.lanes());
        }
    }
}
