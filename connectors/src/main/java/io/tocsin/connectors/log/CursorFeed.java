// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.log;

import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Origin;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.origin.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads along a cursor of the vendor's: each page says where the next one is. */
public final class CursorFeed implements Feed {
    private final FeedId id;
    private final CursorFormat format;
    private final VendorApi api;
    private final Duration lookback;

    /** @param lookback how far back the very first question goes */
    public CursorFeed(FeedId id, CursorFormat format, VendorApi api, Duration lookback) {
        this.id = id;
        this.format = format;
        this.api = api;
        this.lookback = lookback;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
        Position before = memory.position();
        String cursor = before.cursor();
        Ask ask = cursor == null ? format.begin(Positions.beginning(before, now, lookback)) : format.resume(cursor);
        Reply reply = ask(ask, cursor);
        JsonAt body = Answers.json(reply);
        Batch batch = Answers.batch(body, format::records);
        Harvest harvest = new Harvest(id.connector(), "application/json", now);
        Arrival arrival = id.arrival(Transport.POLL, now);
        Instant newest = null;
        for (Batch.Part part : batch.parts(reply.body())) {
            harvest.take(format, part.record(), arrival, part.bytes());
            newest = Positions.later(newest, Positions.bounded(format.time(part.record()), now));
        }
        String next = Answers.envelope(body, read -> format.next(reply, read));
        if (next != null) {
            // a place that nobody goes to must not be kept: there is no way on from it
            Origin.requireSame(ask.uri(), format.resume(next).uri());
        }
        boolean more = format.isFull(batch.records().size()) && next != null && !next.equals(cursor);
        Position after = Positions.read(before, now, next == null ? cursor : next, more ? before.until() : now, newest);
        return new Page(harvest, more ? after : Positions.passed(after), Map.of(), more);
    }

    private Reply ask(Ask ask, @Nullable String cursor) throws FaultException, InterruptedException {
        try {
            return api.send(ask);
        } catch (FaultException e) {
            boolean lost = cursor != null && (format.isCursorLost(e) || e.kind() == Trouble.Kind.CURSOR_INVALID);
            throw lost ? e.as(Trouble.Kind.CURSOR_INVALID) : e;
        }
    }
}
