// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.transmitter.deadletter.RejectedSet;
import io.tocsin.transmitter.lane.Ending;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells {@code deliveries} of every end, and keeps what a receiver refused as a dead letter. */
final class Reports {
    private final ProcessorContext<String, Object> context;
    private final StreamIndex streams;
    private final InstantSource clock;
    private final TransmitterMetrics metrics;

    Reports(
            ProcessorContext<String, Object> context,
            StreamIndex streams,
            InstantSource clock,
            TransmitterMetrics metrics) {
        this.context = context;
        this.streams = streams;
        this.clock = clock;
        this.metrics = metrics;
    }

    void tell(Ending ending) {
        SetClaims claims = ending.set().entry().claims();
        String streamId = ending.set().entry().streamId();
        String tenant = streams.byId(streamId).map(StreamRegistration::tenant).orElse("");
        Instant now = clock.instant();
        switch (ending.result()) {
            case DeliveryReport.Result.Acknowledged acknowledged ->
                acknowledged(streamId, tenant, ending.stamps(), now);
            case DeliveryReport.Result.Rejected rejected -> {
                metrics.setDeadLettered();
                DeadLetter letter = new RejectedSet(
                                streamId,
                                tenant,
                                ending.set().entry().orderKey(),
                                rejected.err(),
                                rejected.description(),
                                ending.attempts(),
                                claims)
                        .letter(now);
                forward(TransmitterTopology.DEAD_LETTERS_SINK, streamId, letter, now);
            }
            case DeliveryReport.Result.Dropped dropped -> {
                metrics.setDropped(dropped.reason());
                metrics.streamSetDropped(streamId, tenant, dropped.reason());
            }
        }
        forward(
                TransmitterTopology.DELIVERIES_SINK,
                streamId,
                new DeliveryReport(
                        streamId, claims.jti(), claims.txn(), ending.result(), ending.attempts(), ending.stamps()),
                now);
    }

    private void acknowledged(String streamId, String tenant, LatencyStamps stamps, Instant now) {
        metrics.setAcknowledged(between(stamps.enqueued(), now));
        metrics.deliveryStage(streamId, tenant, "sign", between(stamps.enqueued(), stamps.signed()));
        metrics.deliveryStage(streamId, tenant, "attempt", between(stamps.signed(), stamps.firstAttempt()));
        metrics.deliveryStage(streamId, tenant, "acknowledge", between(stamps.firstAttempt(), stamps.acknowledged()));
    }

    private void forward(String sink, String streamId, Object value, Instant now) {
        context.forward(new Record<>(streamId, value, now.toEpochMilli()), sink);
    }

    private static Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
