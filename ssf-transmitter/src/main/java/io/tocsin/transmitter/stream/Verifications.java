// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Verification on a receiver's request (SSF 1.0 §8.1.4.2): straight into the stream's outbox, no oftener than agreed.
 */
public final class Verifications {
    private static final int MAX_STATE = 1024;
    private static final int STREAMS_REMEMBERED = 100_000;

    private final Durable writer;
    private final Duration minInterval;
    private final InstantSource clock;
    private final Cache<String, Instant> accepted;

    /** @param minInterval least time between two requests on one stream; zero for no limit */
    public Verifications(TopicWriter writer, Duration minInterval, InstantSource clock) {
        this.writer = new Durable(writer);
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
        return writer.write(Topics.OUTBOX, stream.streamId(), entry(stream, state, now))
                .<Void>thenApply(written -> null)
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

    private static OutboxEntry entry(StreamRegistration stream, @Nullable String state, Instant now) {
        SetClaims claims = new SetClaims(
                stream.iss(),
                stream.aud(),
                now.truncatedTo(ChronoUnit.SECONDS),
                UUID.randomUUID().toString(),
                null,
                null,
                new SimpleSubject.Opaque(stream.streamId()),
                List.of(new SsfEvent.Verification(state, Members.NONE)),
                Members.NONE);
        return new OutboxEntry(stream.streamId(), stream.streamId(), claims, LatencyStamps.NONE.withEnqueued(now));
    }
}
