// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells {@code deliveries} of every end, and keeps what a receiver refused as a dead letter. */
final class Reports {
    private final ProcessorContext<String, Object> context;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;

    Reports(ProcessorContext<String, Object> context, InstantSource clock, TransmitterMetrics metrics) {
        this.context = context;
        this.clock = clock;
        this.metrics = metrics;
    }

    void tell(Ending ending) {
        SetClaims claims = ending.set().entry().claims();
        String streamId = ending.set().entry().streamId();
        Instant now = clock.instant();
        switch (ending.result()) {
            case DeliveryReport.Result.Acknowledged acknowledged -> metrics.setAcknowledged(age(ending.stamps(), now));
            case DeliveryReport.Result.Rejected rejected -> {
                metrics.setDeadLettered();
                forward(
                        TransmitterTopology.DEAD_LETTERS_SINK,
                        streamId,
                        deadLetter(streamId, claims, rejected, now),
                        now);
            }
            case DeliveryReport.Result.Dropped dropped -> metrics.setDropped(dropped.reason());
        }
        forward(
                TransmitterTopology.DELIVERIES_SINK,
                streamId,
                new DeliveryReport(
                        streamId, claims.jti(), claims.txn(), ending.result(), ending.attempts(), ending.stamps()),
                now);
    }

    /** The claims, not the token: sent again one day, it is signed with the key of that day. */
    private static DeadLetter deadLetter(
            String streamId, SetClaims claims, DeliveryReport.Result.Rejected rejected, Instant now) {
        String reason =
                rejected.description() == null ? rejected.err() : rejected.err() + ": " + rejected.description();
        return new DeadLetter(
                "stream:" + streamId,
                reason,
                SetClaimsJson.write(claims).toString().getBytes(UTF_8),
                "application/json",
                now);
    }

    private void forward(String sink, String streamId, Object value, Instant now) {
        context.forward(new Record<>(streamId, value, now.toEpochMilli()), sink);
    }

    private static Duration age(LatencyStamps stamps, Instant now) {
        return stamps.enqueued() == null ? Duration.ZERO : Duration.between(stamps.enqueued(), now);
    }
}
