// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.log;

import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Fingerprint;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Seen;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.origin.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window of time, again and again: from where the last pass came to, less an overlap for what the vendor shows
 * late. What the overlap shows twice is known by its key. The place moves on only when a pass came to its end, so the
 * order of pages does not matter.
 */
public final class WindowFeed implements Feed {
    /** What was seen is kept for so many overlaps. */
    private static final int KEPT = 2;

    private final FeedId id;
    private final WindowFormat format;
    private final VendorApi api;
    private final Duration lookback;
    private @Nullable Ask next;
    private @Nullable Instant reached;

    /** @param lookback how far back the very first pass goes, at least the format's overlap */
    public WindowFeed(FeedId id, WindowFormat format, VendorApi api, Duration lookback) {
        this.id = id;
        this.format = format;
        this.api = api;
        this.lookback = lookback.compareTo(format.overlap()) < 0 ? format.overlap() : lookback;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
        Position before = memory.position();
        Ask ask = next;
        if (ask == null) {
            reached = before.until();
            ask = format.ask(
                    before.until() == null
                            ? now.minus(lookback)
                            : before.until().minus(format.overlap()));
        }
        Reply reply = api.send(ask);
        JsonAt body = Answers.json(reply);
        Batch batch = Answers.batch(body, format::records);
        Harvest harvest = new Harvest(id.connector(), "application/json", now);
        Fresh fresh = take(memory, batch, reply, harvest, now);
        Ask asked = ask;
        next = Answers.envelope(
                body,
                read -> format.paging().next(asked, reply, read, batch.records().size()));
        reached = Positions.later(reached, fresh.newest);
        return page(memory, harvest, fresh, now);
    }

    private Fresh take(Memory memory, Batch batch, Reply reply, Harvest harvest, Instant now) {
        Arrival arrival = id.arrival(Transport.POLL, now);
        Fresh fresh = new Fresh();
        for (Batch.Part part : batch.parts(reply.body())) {
            byte[] key = key(part.record());
            if (!memory.hasSeen(key) && fresh.add(key, time(part.record(), now))) {
                harvest.take(format, part.record(), arrival, part.bytes());
            }
        }
        return fresh;
    }

    private Page page(Memory memory, Harvest harvest, Fresh fresh, Instant now) {
        Position before = memory.position();
        boolean ended = next == null;
        Instant until = ended ? reached : before.until();
        Position after = Positions.read(before, now, null, until, fresh.newest);
        Map<StateKey, @Nullable ConnectorState> changes = new LinkedHashMap<>();
        if (fresh.newest != null) {
            changes.put(memory.key().seen(before.segments()), new Seen(now, fresh.newest, fresh.bytes.toByteArray()));
            after = Positions.segmented(after);
        }
        if (ended) {
            after = Positions.passed(after);
            forgetOld(memory, until, changes);
        }
        return new Page(harvest, after, changes, !ended);
    }

    private void forgetOld(Memory memory, @Nullable Instant until, Map<StateKey, @Nullable ConnectorState> changes) {
        if (until == null) {
            return;
        }
        Instant kept = until.minus(format.overlap().multipliedBy(KEPT));
        memory.segments().forEach((key, segment) -> {
            if (segment.newest().isBefore(kept)) {
                changes.put(key, null);
            }
        });
    }

    /** A record without a key of its own is known by all of it, so that it is set aside once. */
    private byte[] key(JsonAt record) {
        try {
            return Fingerprint.of("key " + format.key(record));
        } catch (UnexpectedJsonException none) {
            return Fingerprint.of("all " + record.node());
        }
    }

    /** The vendor's clock may be ahead: the window must not run away from what is still to come. */
    private Instant time(JsonAt record, Instant now) {
        Instant time = format.time(record);
        return time == null || time.isAfter(now) ? now : time;
    }

    /** What a page shows for the first time. */
    private static final class Fresh {
        private final Set<ByteBuffer> keys = new HashSet<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable Instant newest;

        boolean add(byte[] key, Instant time) {
            if (!keys.add(ByteBuffer.wrap(key))) {
                return false;
            }
            bytes.writeBytes(key);
            newest = Positions.later(newest, time);
            return true;
        }
    }
}
