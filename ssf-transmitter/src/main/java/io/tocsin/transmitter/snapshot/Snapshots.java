// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.snapshot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.subject.Audience;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * What a stream would have been told before it began, or since a watermark, page by page, each page signed. A stream
 * that is asked for exists already: events that come from now on are on it, events that came before are here, so there
 * is no gap between the two. Nothing is kept for this but the readings under way; it is read from the topic of events
 * as far back as that goes, in one pass where pages are asked for one after the other.
 */
public final class Snapshots implements AutoCloseable {
    private static final int AT_A_TIME = 4;
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Admin admin;
    private final TopicHistory<CanonicalId, SecurityEvent> events;
    private final Audience audience;
    private final TokenSigner signer;
    private final InstantSource clock;
    private final Function<String, SetProfile> profiles;
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Map<Place, Reading> underWay = new ConcurrentHashMap<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(
            AT_A_TIME,
            Thread.ofPlatform().name("transmitter-snapshot-", 0).daemon().factory());
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();

    /** Where a reading goes on: a stream that was changed meanwhile is told something else. */
    private record Place(StreamRegistration stream, String since) {}

    /**
     * Opens nothing yet.
     *
     * @param admin stays the caller's to close
     * @param profiles by the receiver's {@code client_id}
     */
    public Snapshots(
            Admin admin,
            Map<String, String> kafka,
            Wire wire,
            Audience audience,
            TokenSigner signer,
            Function<String, SetProfile> profiles,
            InstantSource clock) {
        this.admin = admin;
        this.events = new TopicHistory<>(kafka, wire, Topics.EVENTS);
        this.audience = audience;
        this.signer = signer;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * One page as a compact JWS.
     *
     * @param since watermark of the page before; empty for the first
     * @return fails with {@link RejectedException}, 503, where too many are read already
     */
    public CompletableFuture<String> page(StreamRegistration stream, String since) {
        SetProfile profile = profiles.apply(stream.receiver());
        return CompletableFuture.supplyAsync(() -> next(stream, profile, since), waiters)
                .thenCompose(page -> signer.sign(profile.algorithm(), TokenType.SNAPSHOT, page));
    }

    private ObjectNode next(StreamRegistration stream, SetProfile profile, String since) {
        try {
            Reading known = underWay.remove(new Place(stream, since));
            Optional<CompletableFuture<ObjectNode>> made = known == null ? Optional.empty() : known.next();
            if (known == null || made.isEmpty()) {
                known = begin(stream, profile, since);
                made = known.next();
            }
            ObjectNode page = made.orElseThrow(() -> new RejectedException(new Rejection.Unavailable(COME_BACK)))
                    .join();
            if (page.path("more").asBoolean()) {
                remember(new Place(stream, page.path("watermark").asText()), known);
            }
            return page;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void remember(Place place, Reading reading) {
        underWay.put(place, reading);
        if (reading.isOver()) {
            underWay.remove(place, reading);
        }
    }

    private Reading begin(StreamRegistration stream, SetProfile profile, String since) {
        if (!places.tryAcquire()) {
            throw new RejectedException(new Rejection.Unavailable(COME_BACK));
        }
        try {
            TopicDescription topic = topic();
            Watermark known = Watermark.parse(since, topic.topicId().toString());
            Reading reading = new Reading(events, audience, stream, profile, known, clock);
            readers.execute(() -> {
                try {
                    reading.run();
                } finally {
                    underWay.values().remove(reading);
                    places.release();
                }
            });
            return reading;
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private TopicDescription topic() {
        String name = Topics.EVENTS.name();
        try {
            return requireNonNull(
                            admin.describeTopics(List.of(name))
                                    .topicNameValues()
                                    .get(name),
                            name)
                    .get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
        waiters.shutdownNow();
    }
}
