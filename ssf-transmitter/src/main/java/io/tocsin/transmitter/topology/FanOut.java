// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.subject.Audience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * Puts each event on the outbox of every stream of its tenant that asked for its type and is about its subject, once.
 *
 * <p>An event may come again under its id, because deciding it was repeated: then it is dropped. But the very record by
 * which it first came may also be read again, after a crash. The store may remember it while what was forwarded for it
 * never got out, so that record is forwarded again; its SETs have the same {@code jti}.
 */
final class FanOut implements Processor<CanonicalId, SecurityEvent, String, OutboxEntry> {
    /** The process that had this partition before may have had a clock ahead of ours. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final Audience audience;
    private final Duration retention;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;
    private @Nullable ProcessorContext<String, OutboxEntry> context;
    private @Nullable WindowStore<String, FirstSeen> fannedOut;

    FanOut(Audience audience, Duration retention, InstantSource clock, TransmitterMetrics metrics) {
        this.audience = audience;
        this.retention = retention;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, OutboxEntry> taskContext) {
        context = taskContext;
        fannedOut = taskContext.getStateStore(TransmitterTopology.FANNED_OUT);
    }

    @Override
    public void process(Record<CanonicalId, SecurityEvent> record) {
        SecurityEvent event = record.value();
        if (event == null || context == null || fannedOut == null) {
            return;
        }
        Instant now = clock.instant();
        RecordMetadata metadata =
                context.recordMetadata().orElseThrow(() -> new IllegalStateException("an event came from no topic"));
        FirstSeen seen = firstSeen(fannedOut, event.id(), now);
        if (seen == null) {
            seen = new FirstSeen(metadata.partition(), metadata.offset(), issued(record.timestamp(), now));
            fannedOut.put(event.id(), seen, now.toEpochMilli());
        } else if (!seen.isRecord(metadata.partition(), metadata.offset())) {
            metrics.duplicateEventDropped(event.principal().tenant());
            return;
        }
        forward(context, record, seen.iat(), now);
    }

    private void forward(
            ProcessorContext<String, OutboxEntry> to,
            Record<CanonicalId, SecurityEvent> record,
            Instant iat,
            Instant now) {
        SecurityEvent event = record.value();
        String tenant = event.principal().tenant();
        int matches = 0;
        for (StreamRegistration stream : audience.of(event, now)) {
            if (stream.status() == StreamStatus.DISABLED) {
                continue;
            }
            matches++;
            OutboxEntry entry = new OutboxEntry(
                    stream.streamId(),
                    event.principal().text(),
                    claims(event, stream, iat),
                    event.stamps().withEnqueued(now));
            // its own time, not the event's: the topic's retention goes by it
            to.forward(record.withKey(stream.streamId()).withValue(entry).withTimestamp(now.toEpochMilli()));
        }
        metrics.eventFannedOut(tenant, matches);
    }

    private static SetClaims claims(SecurityEvent event, StreamRegistration stream, Instant iat) {
        return new SetClaims(
                stream.iss(),
                stream.aud(),
                iat,
                SetId.of(event.id(), stream.streamId()),
                event.txn(),
                null,
                event.subject(),
                List.of(event.event()),
                Members.NONE);
    }

    /**
     * The time of the record, which is the same when it is read again, in whole seconds; but never ahead of our clock,
     * as the record's may be where it stems from a vendor's.
     */
    private static Instant issued(long recordTimestamp, Instant now) {
        Instant recorded = Instant.ofEpochMilli(recordTimestamp);
        return (recorded.isBefore(now) ? recorded : now).truncatedTo(ChronoUnit.SECONDS);
    }

    private @Nullable FirstSeen firstSeen(WindowStore<String, FirstSeen> store, String eventId, Instant now) {
        try (WindowStoreIterator<FirstSeen> found =
                store.fetch(eventId, now.minus(retention), now.plus(CLOCKS_APART))) {
            return found.hasNext() ? found.next().value : null;
        }
    }
}
