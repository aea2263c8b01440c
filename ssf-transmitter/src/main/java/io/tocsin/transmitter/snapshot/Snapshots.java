// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.snapshot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.dialect.InexpressibleException;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.topology.OutboxEntries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * is no gap between the two. Nothing is kept for this; it is read from the topic of events as far back as that goes.
 */
public final class Snapshots implements AutoCloseable {
    private static final int AT_A_TIME = 2;
    private static final int SETS_A_PAGE = 5_000;
    private static final int CHARACTERS_A_PAGE = 8 * 1024 * 1024;
    private static final int EVENTS_A_PAGE = 200_000;
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Admin admin;
    private final TopicHistory<CanonicalId, SecurityEvent> events;
    private final Audience audience;
    private final TokenSigner signer;
    private final InstantSource clock;
    private final Function<String, SetProfile> profiles;
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final ExecutorService readers = Executors.newFixedThreadPool(
            AT_A_TIME,
            Thread.ofPlatform().name("transmitter-snapshot-", 0).daemon().factory());

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
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(new RejectedException(new Rejection.Unavailable(COME_BACK)));
        }
        SetProfile profile = profiles.apply(stream.receiver());
        return CompletableFuture.supplyAsync(() -> read(stream, profile, since), readers)
                .whenComplete((page, failure) -> places.release())
                .thenCompose(page -> signer.sign(profile.algorithm(), TokenType.SNAPSHOT, page));
    }

    private ObjectNode read(StreamRegistration stream, SetProfile profile, String since) {
        TopicDescription topic = topic();
        Page page =
                new Page(stream, profile, Watermark.parse(since, topic.topicId().toString()));
        boolean more = false;
        for (int partition = 0; !more && partition < topic.partitions().size(); partition++) {
            events.read(OptionalInt.of(partition), new Start.Offset(page.next.getOrDefault(partition, 0L)), entry -> {
                page.add(entry);
                return !page.isFull();
            });
            more = page.isFull();
        }
        return page.claims(more);
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

    /** What has been read so far, by one thread. */
    private final class Page {
        private final StreamRegistration stream;
        private final SetProfile profile;
        private final ArrayNode sets = JsonNodeFactory.instance.arrayNode();
        private final String topicId;
        private final Map<Integer, Long> next;
        private int seen;
        private int characters;

        Page(StreamRegistration stream, SetProfile profile, Watermark since) {
            this.stream = stream;
            this.profile = profile;
            this.topicId = since.topicId();
            this.next = new TreeMap<>(since.next());
        }

        void add(TopicHistory.Entry<CanonicalId, SecurityEvent> entry) {
            next.put(entry.partition(), entry.offset() + 1);
            SecurityEvent event = entry.value();
            Instant now = clock.instant();
            if (event != null && audience.includes(stream, event, now)) {
                Instant recorded = entry.at().isBefore(now) ? entry.at() : now;
                SetClaims claims = OutboxEntries.of(
                                event, stream, Instant.ofEpochSecond(recorded.getEpochSecond()), now)
                        .claims();
                expressed(claims).ifPresent(set -> {
                    sets.add(set);
                    characters += set.toString().length();
                });
            }
            seen++;
        }

        boolean isFull() {
            return seen >= EVENTS_A_PAGE || sets.size() >= SETS_A_PAGE || characters >= CHARACTERS_A_PAGE;
        }

        /** What the receiver's dialect has no words for would not be told on the stream either. */
        private Optional<ObjectNode> expressed(SetClaims claims) {
            try {
                return Optional.of(profile.writer().claims(claims));
            } catch (InexpressibleException e) {
                return Optional.empty();
            }
        }

        ObjectNode claims(boolean more) {
            ObjectNode claims = JsonNodeFactory.instance.objectNode();
            claims.put("iss", stream.iss());
            stream.aud().forEach(claims.putArray("aud")::add);
            claims.put("iat", clock.instant().getEpochSecond())
                    .put("stream_id", stream.streamId())
                    .put("watermark", new Watermark(topicId, next).toString())
                    .put("more", more);
            claims.set("sets", sets);
            return claims;
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
