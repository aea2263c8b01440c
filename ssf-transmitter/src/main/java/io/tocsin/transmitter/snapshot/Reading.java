// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.dialect.InexpressibleException;
import io.tocsin.transmitter.dialect.SetProfile;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.topology.OutboxEntries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass through the events for one stream, that goes on from page to page as long as somebody asks for the next one.
 * While a page is under way the one behind it is made.
 */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private final TopicHistory<CanonicalId, SecurityEvent> events;
    private final Audience audience;
    private final StreamRegistration stream;
    private final SetProfile profile;
    private final InstantSource clock;
    private final SynchronousQueue<CompletableFuture<ObjectNode>> ready = new SynchronousQueue<>();
    private final String topicId;
    private final Map<Integer, Long> next;
    private Page page = new Page();
    private volatile boolean over;

    Reading(
            TopicHistory<CanonicalId, SecurityEvent> events,
            Audience audience,
            StreamRegistration stream,
            SetProfile profile,
            Watermark since,
            InstantSource clock) {
        this.events = events;
        this.audience = audience;
        this.stream = stream;
        this.profile = profile;
        this.topicId = since.topicId();
        this.next = new TreeMap<>(since.next());
        this.clock = clock;
    }

    /** Reads to the end, or until nobody has asked for a while. Blocks. */
    void run() {
        try {
            events.read(OptionalInt.empty(), new Start.Offsets(next), this::look);
            if (!over) {
                handOver(CompletableFuture.completedFuture(claims(false)));
            }
        } catch (RuntimeException e) {
            LOG.warn("A snapshot could not be read", e);
            handOver(CompletableFuture.failedFuture(e));
        } finally {
            over = true;
        }
    }

    private boolean look(TopicHistory.Entry<CanonicalId, SecurityEvent> entry) {
        next.put(entry.partition(), entry.offset() + 1);
        page.seen();
        SecurityEvent event = entry.value();
        Instant now = clock.instant();
        if (event != null && audience.includes(stream, event, now)) {
            Instant recorded = entry.at().isBefore(now) ? entry.at() : now;
            SetClaims claims = OutboxEntries.of(event, stream, Instant.ofEpochSecond(recorded.getEpochSecond()), now)
                    .claims();
            expressed(claims).ifPresent(page::add);
        }
        if (page.isFull()) {
            handOver(CompletableFuture.completedFuture(claims(true)));
        }
        return !over;
    }

    /** What the receiver's dialect has no words for would not be told on the stream either. */
    private Optional<ObjectNode> expressed(SetClaims claims) {
        try {
            return Optional.of(profile.writer().claims(claims));
        } catch (InexpressibleException e) {
            return Optional.empty();
        }
    }

    private ObjectNode claims(boolean more) {
        ObjectNode claims = page.claims(stream, new Watermark(topicId, next), clock.instant(), more);
        page = new Page();
        return claims;
    }

    private void handOver(CompletableFuture<ObjectNode> made) {
        try {
            over = !ready.offer(made, ABANDONED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
        }
    }

    /** Waits for the next page; empty if there will be none. */
    Optional<CompletableFuture<ObjectNode>> next() throws InterruptedException {
        CompletableFuture<ObjectNode> made = null;
        while (made == null && !over) {
            made = ready.poll(1, TimeUnit.SECONDS);
        }
        return Optional.ofNullable(made);
    }

    boolean isOver() {
        return over;
    }
}
