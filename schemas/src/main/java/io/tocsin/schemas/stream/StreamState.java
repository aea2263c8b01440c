// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream's status and how it came by it (SSF 1.0 §8.1.2).
 *
 * @param reason for people; null if nobody gave one
 * @param announceUntil a stop has to be announced before it takes effect (§8.1.5): until then the
 *     {@code stream-updated} SET may still leave, and it alone; null where there is nothing to announce
 * @param failedPauses how often the transmitter has paused the stream because deliveries failed, without a SET taken
 *     since; 0 or more
 */
public record StreamState(
        StreamStatus status,
        @Nullable String reason,
        StatusSource by,
        Instant since,
        @Nullable Instant announceUntil,
        int failedPauses) {
    public StreamState {
        requireNonNull(status, "status");
        requireNonNull(by, "by");
        since = requireNonNull(since, "since").truncatedTo(ChronoUnit.MICROS);
        announceUntil = announceUntil == null ? null : announceUntil.truncatedTo(ChronoUnit.MICROS);
        if (status == StreamStatus.ENABLED && announceUntil != null) {
            throw new IllegalArgumentException("announceUntil is set on an enabled stream, expected a stopped one");
        }
        if (failedPauses < 0) {
            throw new IllegalArgumentException("failedPauses is " + failedPauses + ", expected 0 or more");
        }
    }

    /** Of a stream whose deliveries are not failing. */
    public StreamState(
            StreamStatus status,
            @Nullable String reason,
            StatusSource by,
            Instant since,
            @Nullable Instant announceUntil) {
        this(status, reason, by, since, announceUntil, 0);
    }

    /** As a receiver's stream is when it is made. */
    public static StreamState enabled(StatusSource by, Instant since) {
        return new StreamState(StreamStatus.ENABLED, null, by, since, null);
    }

    /** The same after so many pauses in a row. */
    public StreamState afterFailedPauses(int count) {
        return new StreamState(status, reason, by, since, announceUntil, count);
    }

    /** May the announcement of the stop still leave? */
    public boolean announcing(Instant now) {
        return announceUntil != null && now.isBefore(announceUntil);
    }
}
