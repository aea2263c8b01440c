// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.subject.Audience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
final class FanOut implements Processor<CanonicalId, SecurityEvent, String, Object> {
    /** The process that had this partition before may have had a clock ahead of ours. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final Audience audience;
    private final Duration retention;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable WindowStore<String, FirstSeen> fannedOut;

    FanOut(Audience audience, Duration retention, InstantSource clock, TransmitterMetrics metrics) {
        this.audience = audience;
        this.retention = retention;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> taskContext) {
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
        Optional<String> problem = EventRules.problem(event);
        if (problem.isPresent()) {
            metrics.eventRefused(event.principal().tenant());
            setAside(context, record, problem.get(), now);
        } else {
            forward(context, record, seen.iat(), now);
        }
    }

    private void forward(
            ProcessorContext<String, Object> to, Record<CanonicalId, SecurityEvent> record, Instant iat, Instant now) {
        SecurityEvent event = record.value();
        String tenant = event.principal().tenant();
        int matches = 0;
        for (StreamRegistration stream : audience.of(event, now)) {
            if (stream.status() == StreamStatus.DISABLED) {
                continue;
            }
            matches++;
            OutboxEntry entry = OutboxEntries.of(event, stream, iat, now);
            // its own time, not the event's: the topic's retention goes by it
            to.forward(
                    record.withKey(stream.streamId()).<Object>withValue(entry).withTimestamp(now.toEpochMilli()),
                    TransmitterTopology.OUTBOX_SINK);
        }
        metrics.eventFannedOut(tenant, matches);
    }

    /** An event that does not fit its definition is told to nobody (CAEP 1.0 §3, RISC 1.0 §2). */
    private static void setAside(
            ProcessorContext<String, Object> to,
            Record<CanonicalId, SecurityEvent> record,
            String problem,
            Instant now) {
        SecurityEvent event = record.value();
        ObjectNode body = Json.object().put("id", event.id()).put("txn", event.txn());
        body.set("sub_id", SubjectJson.write(event.subject()));
        body.putObject("events").set(event.event().type().uri(), EventJson.write(event.event()));
        DeadLetter letter =
                new DeadLetter("FanOut", problem, Json.write(body).getBytes(UTF_8), "application/json", now);
        to.forward(
                record.withKey(event.principal().text())
                        .<Object>withValue(letter)
                        .withTimestamp(now.toEpochMilli()),
                TransmitterTopology.DEAD_LETTERS_SINK);
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
