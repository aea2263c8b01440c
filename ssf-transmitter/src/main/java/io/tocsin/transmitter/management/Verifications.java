// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.stream.StreamEvents;
import io.tocsin.transmitter.stream.StreamWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Verification on a receiver's request (SSF 1.0 §8.1.4.2): straight into the stream's outbox, no oftener than agreed.
 */
public final class Verifications {
    private static final int MAX_STATE = 1024;
    private static final int STREAMS_REMEMBERED = 100_000;

    private final StreamWrites writes;
    private final Duration minInterval;
    private final InstantSource clock;
    private final Cache<String, Instant> accepted;

    /** @param minInterval least time between two requests on one stream; zero for no limit */
    public Verifications(StreamWrites writes, Duration minInterval, InstantSource clock) {
        this.writes = writes;
        this.minInterval = minInterval;
        this.clock = clock;
        this.accepted = Caffeine.newBuilder().maximumSize(STREAMS_REMEMBERED).build();
    }

    /**
     * Completes when the event is safe in Kafka. A disabled stream holds nothing for later, so there it is dropped.
     * Throws {@link RejectedException} when asked too often.
     */
    public CompletableFuture<Void> request(StreamRegistration stream, @Nullable String state) {
        if (state != null && state.length() > MAX_STATE) {
            throw RejectedException.invalid(
                    "state has " + state.length() + " characters, expected at most " + MAX_STATE);
        }
        Instant now = clock.instant();
        countAgainstInterval(stream.streamId(), now);
        if (stream.status() == StreamStatus.DISABLED) {
            return CompletableFuture.completedFuture(null);
        }
        return writes.enqueue(stream.streamId(), StreamEvents.verification(stream, state, now))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        // what failed on our side is not counted against the receiver
                        accepted.asMap().remove(stream.streamId(), now);
                    }
                });
    }

    private void countAgainstInterval(String streamId, Instant now) {
        accepted.asMap().compute(streamId, (id, last) -> {
            if (last != null && now.isBefore(last.plus(minInterval))) {
                throw new RejectedException(
                        new Rejection.TooManyRequests(Duration.between(now, last.plus(minInterval))));
            }
            return now;
        });
    }
}
