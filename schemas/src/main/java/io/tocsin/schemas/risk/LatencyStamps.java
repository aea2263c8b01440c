// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When each stage had an event in hand, in microseconds of that stage's wall clock; absent before the stage is reached.
 * For measuring only: nothing is decided by them.
 */
public record LatencyStamps(
        @Nullable Instant source,
        @Nullable Instant ingested,
        @Nullable Instant decided,
        @Nullable Instant enqueued,
        @Nullable Instant signed,
        @Nullable Instant firstAttempt,
        @Nullable Instant acknowledged) {
    public static final LatencyStamps NONE = new LatencyStamps(null, null, null, null, null, null, null);

    public LatencyStamps {
        source = micros(source);
        ingested = micros(ingested);
        decided = micros(decided);
        enqueued = micros(enqueued);
        signed = micros(signed);
        firstAttempt = micros(firstAttempt);
        acknowledged = micros(acknowledged);
    }

    public LatencyStamps withDecided(Instant at) {
        return new LatencyStamps(source, ingested, at, enqueued, signed, firstAttempt, acknowledged);
    }

    public LatencyStamps withEnqueued(Instant at) {
        return new LatencyStamps(source, ingested, decided, at, signed, firstAttempt, acknowledged);
    }

    public LatencyStamps withSigned(Instant at) {
        return new LatencyStamps(source, ingested, decided, enqueued, at, firstAttempt, acknowledged);
    }

    public LatencyStamps withFirstAttempt(Instant at) {
        return new LatencyStamps(source, ingested, decided, enqueued, signed, at, acknowledged);
    }

    public LatencyStamps withAcknowledged(Instant at) {
        return new LatencyStamps(source, ingested, decided, enqueued, signed, firstAttempt, at);
    }

    private static @Nullable Instant micros(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }
}
