// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sets the status of streams, whoever wants it (SSF 1.0 §8.1.2). What the receiver did not ask for itself is announced
 * to it by {@code stream-updated} (§8.1.5); a stop takes effect only when the announcement has had time to leave.
 */
public final class StatusChanges {
    /** How long a stop waits for its announcement to be taken at most. */
    static final Duration ANNOUNCED = Duration.ofSeconds(60);

    private final Streams streams;
    private final StreamWrites writes;
    private final Duration announced;
    private final InstantSource clock;

    public StatusChanges(Streams streams, StreamWrites writes, InstantSource clock) {
        this(streams, writes, ANNOUNCED, clock);
    }

    /** As long as the shortest pause of our own lasts, if that is less: what is over needs no announcement. */
    public StatusChanges(Streams streams, StreamWrites writes, Duration shortestPause, InstantSource clock) {
        this.streams = streams;
        this.writes = writes;
        this.announced = shortestPause.compareTo(ANNOUNCED) < 0 ? shortestPause : ANNOUNCED;
        this.clock = clock;
    }

    /**
     * Sets a stream's status. To set what it has already changes no more than the reason and who gave it; that is not
     * announced.
     *
     * <p>What the operator stopped, the operator alone may start: 403 for the receiver, unchanged for the transmitter.
     * The transmitter also leaves alone what the receiver stopped.
     *
     * @param reason for people, null for none
     * @return the stream as it then is; fails with {@link RejectedException} if there is no such stream
     */
    public CompletableFuture<StreamRegistration> set(
            String streamId, StreamStatus to, @Nullable String reason, StatusSource by) {
        return streams.change(streamId, stream -> changed(stream, to, reason, by, counted(stream.state(), to, by)));
    }

    /**
     * The transmitter pauses a stream of which its receiver takes nothing: one more of the pauses in a row. Otherwise
     * as {@link #set}.
     */
    public CompletableFuture<StreamRegistration> pauseFailing(String streamId, String reason) {
        return streams.change(
                streamId,
                stream -> changed(
                        stream,
                        StreamStatus.PAUSED,
                        reason,
                        StatusSource.TRANSMITTER,
                        stream.state().failedPauses() + 1));
    }

    /** The receiver takes SETs again: pauses are counted anew. Says nothing to anybody. */
    public CompletableFuture<StreamRegistration> delivers(String streamId) {
        return streams.update(streamId, stream -> stream.with(stream.state().afterFailedPauses(0)));
    }

    /** Who enables a stream says that its receiver is well; the transmitter only tries. */
    private static int counted(StreamState now, StreamStatus to, StatusSource by) {
        return to == StreamStatus.ENABLED && by != StatusSource.TRANSMITTER ? 0 : now.failedPauses();
    }

    private CompletionStage<StreamRegistration> changed(
            StreamRegistration stream, StreamStatus to, @Nullable String reason, StatusSource by, int failedPauses) {
        StreamState now = stream.state();
        if (outranked(now, to, by)) {
            return CompletableFuture.completedFuture(stream);
        }
        Instant at = clock.instant();
        if (now.status() == to) {
            StreamState same = new StreamState(to, reason, by, now.since(), now.announceUntil(), failedPauses);
            return CompletableFuture.completedFuture(stream.with(same));
        }
        if (by == StatusSource.RECEIVER) {
            return CompletableFuture.completedFuture(
                    stream.with(new StreamState(to, reason, by, at, null, failedPauses)));
        }
        Instant until = to == StreamStatus.ENABLED ? null : at.plus(announced);
        return writes.enqueue(stream.streamId(), StreamEvents.updated(stream, to, reason, at))
                .thenApply(announced -> stream.with(new StreamState(to, reason, by, at, until, failedPauses)));
    }

    /** Is this somebody else's to change? */
    private static boolean outranked(StreamState now, StreamStatus to, StatusSource by) {
        boolean stopped = now.status() != StreamStatus.ENABLED;
        return switch (by) {
            case OPERATOR -> false;
            case RECEIVER -> {
                if (stopped && now.by() == StatusSource.OPERATOR && to != now.status()) {
                    throw new RejectedException(new Rejection.Forbidden("the operator of this transmitter has "
                            + now.status().name().toLowerCase(Locale.ROOT)
                            + " the stream, expected it to be enabled from there"));
                }
                yield stopped && now.by() == StatusSource.OPERATOR;
            }
            case TRANSMITTER -> stopped && now.by() != StatusSource.TRANSMITTER;
        };
    }
}
