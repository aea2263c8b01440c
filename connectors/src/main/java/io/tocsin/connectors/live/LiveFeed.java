// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.VendorLines;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.origin.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that stay open. A page is what came since the last one; its cursor is the last record of each line, and
 * {@code until} the time before which records are passed over, as the vendor begins with the oldest it has.
 */
public final class LiveFeed implements Feed {
    private final FeedId id;
    private final LiveFormat format;
    private final VendorApi api;
    private final VendorLines lines;
    private final Duration lookback;
    private final Limits limits;
    private final InstantSource clock;
    private @Nullable Connection connection;
    private Places places = Places.parse(null);

    /**
     * How much of it at once.
     *
     * @param records in a page; four times as many may wait
     * @param patience how long to wait for the first of them
     */
    public record Limits(int records, Duration patience) {
        public static final Limits USUAL = new Limits(500, Duration.ofSeconds(5));
    }

    /** @param lookback how far back the very first connection goes, as far as the vendor still has it */
    public LiveFeed(
            FeedId id,
            LiveFormat format,
            VendorApi api,
            VendorLines lines,
            Duration lookback,
            Limits limits,
            InstantSource clock) {
        this.id = id;
        this.format = format;
        this.api = api;
        this.lines = lines;
        this.lookback = lookback;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant begun) throws FaultException, InterruptedException {
        Position before = memory.position();
        Connection open = opened(before);
        open.renew(begun);
        List<Received> taken = open.take(limits.records(), limits.patience());
        Instant now = clock.instant();
        if (taken.isEmpty()) {
            open.check(now);
        }
        Instant floor = Positions.floor(before, now, lookback);
        Harvest harvest = new Harvest(id.connector(), "application/json", now);
        Instant newest = before.newest();
        for (Received received : taken) {
            newest = Positions.later(newest, take(received, newest, floor, harvest));
        }
        boolean more = open.hasMore();
        Position after = Positions.read(before, now, places.text(), floor, newest);
        return new Page(harvest, more ? after : Positions.passed(after), Map.of(), more);
    }

    private Connection opened(Position before) throws FaultException, InterruptedException {
        Connection known = connection;
        if (known == null) {
            places = Places.parse(before.cursor());
            known = Connection.open(format, api, lines, places, limits.records() * 4, clock);
            connection = known;
        }
        return known;
    }

    /**
     * Answers the record's time.
     *
     * @param newest of the records before it
     */
    private @Nullable Instant take(Received received, @Nullable Instant newest, Instant floor, Harvest harvest)
            throws FaultException {
        byte[] bytes = received.bytes();
        JsonAt record;
        long number;
        try {
            record = read(received);
            number = format.number(record);
        } catch (UnexpectedJsonException e) {
            Long guessed = format.number(bytes);
            if (guessed == null || places.advance(received.line(), guessed)) {
                harvest.setAside(e.problem(), bytes);
            }
            return null;
        }
        Instant time = Positions.bounded(format.time(record), received.at());
        if (!places.advance(received.line(), number)) {
            requireRepeated(time, newest);
            return null;
        }
        if (time == null || !time.isBefore(floor)) {
            harvest.take(format, record, id.arrival(Transport.STREAM, received.at()), () -> bytes);
        }
        return time;
    }

    private static JsonAt read(Received received) {
        if (!received.whole()) {
            throw new UnexpectedJsonException("line", "more than " + Line.LONGEST + " bytes", "a record");
        }
        return JsonAt.root(StrictJson.parse(received.bytes()));
    }

    /** A number that was read before, on a record younger than all that was read: the vendor counts anew. */
    private static void requireRepeated(@Nullable Instant time, @Nullable Instant newest) throws FaultException {
        if (time != null && newest != null && time.isAfter(newest.plus(Positions.OVERLAP))) {
            throw new FaultException(
                    Trouble.Kind.CURSOR_INVALID, "the vendor's numbers are smaller than those read before");
        }
    }

    /** Asks for the lines and opens none: a vendor lets nobody else read while we do. */
    @Override
    public Page trial(Memory memory, Instant now) throws FaultException, InterruptedException {
        var unused = Connection.sessions(format, api, format.trial());
        return new Page(new Harvest(id.connector(), "application/json", now), memory.position(), Map.of(), false);
    }

    @Override
    public long behind() {
        Connection open = connection;
        return open == null ? 0 : open.waiting();
    }

    /** What came and was not committed comes again. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
