// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.delivery.PartitionDelivery;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.pending.PendingStore;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One partition of the outbox: its records, its store and its clock, for {@link PartitionDelivery}. */
final class DeliveryProcessor implements Processor<String, OutboxEntry, String, Object> {
    /** How long what ended may stay in the store, and a lane with room may wait. */
    private static final Duration DRAIN = Duration.ofMillis(10);

    private static final Duration TEND = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofMinutes(5);

    private final StreamIndex streams;
    private final Lanes lanes;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;
    private @Nullable Task task;

    /** What there is once a partition is assigned. */
    private record Task(ProcessorContext<String, Object> context, int partition, PartitionDelivery delivery) {}

    DeliveryProcessor(StreamIndex streams, Lanes lanes, InstantSource clock, TransmitterMetrics metrics) {
        this.streams = streams;
        this.lanes = lanes;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        int partition = context.taskId().partition();
        PartitionDelivery delivery = lanes.assigned(
                partition,
                new PendingStore(context.getStateStore(TransmitterTopology.PENDING)),
                new Reports(context, streams, clock, metrics)::tell);
        task = new Task(context, partition, delivery);
        context.schedule(DRAIN, PunctuationType.WALL_CLOCK_TIME, now -> delivery.drain());
        context.schedule(TEND, PunctuationType.WALL_CLOCK_TIME, now -> delivery.tend());
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> delivery.sweep());
    }

    @Override
    public void process(Record<String, OutboxEntry> record) {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("a SET came before its task was opened");
        }
        if (record.value() == null) {
            current.delivery().delete(record.key());
        } else {
            long offset = current.context()
                    .recordMetadata()
                    .orElseThrow(() -> new IllegalStateException("a SET came from no topic"))
                    .offset();
            current.delivery().keep(new PendingSet(offset, record.value()), record.timestamp());
        }
        current.delivery().drain();
    }

    @Override
    public void close() {
        Task current = task;
        task = null;
        if (current != null) {
            lanes.revoked(current.partition(), current.delivery());
        }
    }
}
