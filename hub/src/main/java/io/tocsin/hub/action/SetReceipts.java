// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Following;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the SETs that tell receivers of revocations, the newest so many in memory, as the transmitter's topics
 * tell it: what is to go out, and what came of it.
 */
final class SetReceipts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetReceipts.class);
    /** Some 700 bytes each. */
    private static final int KEPT = 50_000;

    private static final int EARLY = 10_000;
    private static final long OF_EACH_PARTITION = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, String> kafka;
    private final Wire wire;
    private final Admin admin;
    /** Guarded by this object, as all that follows. */
    private final SequencedMap<Key, SetReceipt> byKey = new LinkedHashMap<>();

    /** Reports of SETs that have not been seen in the outbox; most are of SETs that revoke nothing. */
    private final SequencedMap<Key, DeliveryReport> early = new LinkedHashMap<>();

    private final Following<String, OutboxEntry> outbox;
    private @Nullable Following<String, DeliveryReport> reports;
    private boolean closed;

    private record Key(String streamId, String jti) {}

    SetReceipts(Map<String, String> kafka, Wire wire) {
        this.kafka = Map.copyOf(kafka);
        this.wire = wire;
        this.admin = Admin.create(Map.copyOf(kafka));
        this.outbox = Following.newest(
                kafka, wire, Topics.OUTBOX, OF_EACH_PARTITION, (partition, offset, stream, entry) -> enqueued(entry));
        Thread.ofVirtual().name("receipts-of-sets").start(this::followReports);
    }

    /** Once the outbox has been read: or most reports would be of SETs that nothing is known of. */
    private void followReports() {
        try {
            TopicEnds.reached(admin, outbox).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The outbox could not be read to its end; some SETs will seem to be on their way", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (!closed) {
                reports = Following.newest(
                        kafka,
                        wire,
                        Topics.DELIVERIES,
                        OF_EACH_PARTITION,
                        (partition, offset, stream, report) -> ended(report));
            }
        }
    }

    private synchronized void enqueued(@Nullable OutboxEntry entry) {
        if (entry == null || entry.claims().events().stream().noneMatch(Revocations::isRevocation)) {
            return;
        }
        SetReceipt receipt = SetReceipt.of(entry);
        Key key = new Key(receipt.streamId(), receipt.jti());
        DeliveryReport report = early.remove(key);
        SetReceipt known = byKey.remove(key);
        // a replay or a redrive puts it there once more
        byKey.putLast(key, report != null ? receipt.ended(report) : known != null ? known : receipt);
        if (byKey.size() > KEPT) {
            byKey.pollFirstEntry();
        }
    }

    private synchronized void ended(@Nullable DeliveryReport report) {
        if (report == null) {
            return;
        }
        Key key = new Key(report.streamId(), report.jti());
        if (byKey.computeIfPresent(key, (same, receipt) -> receipt.ended(report)) == null) {
            early.putLast(key, report);
            if (early.size() > EARLY) {
                early.pollFirstEntry();
            }
        }
    }

    /** Newest first. */
    synchronized List<SetReceipt> all() {
        return new ArrayList<>(byKey.sequencedValues().reversed());
    }

    /** No SET that tells of what was heard later is missing; nothing is certain before the outbox has been read. */
    synchronized Instant completeSince() {
        if (reports == null) {
            return Instant.MAX;
        }
        boolean all = !outbox.skipped() && byKey.size() < KEPT;
        return all || byKey.isEmpty()
                ? Instant.MIN
                : byKey.firstEntry().getValue().heard();
    }

    @Override
    public void close() {
        Following<String, DeliveryReport> following;
        synchronized (this) {
            closed = true;
            following = reports;
        }
        outbox.close();
        if (following != null) {
            following.close();
        }
        admin.close(Duration.ofSeconds(2));
    }
}
