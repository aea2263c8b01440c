// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Origin;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Row;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.origin.Transport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads how things are once, and from then on only what changed, along a cursor of the vendor's. A change names the
 * members that changed, so the rows are kept. Where the vendor has forgotten the cursor all is read once more: what
 * differs from the rows, or is among them no more, changed meanwhile.
 */
public final class DeltaFeed implements Feed {
    /** Before a cursor within a reading of everything; lasts over a restart with the cursor. */
    private static final String WHOLE = "whole ";

    private final FeedId id;
    private final SnapshotFormat format;
    private final Delta delta;
    private final VendorApi api;

    /**
     * How a vendor leads on.
     *
     * @param page to the next page of the same answer
     * @param later to what will have changed, behind the last page
     * @param removed the member that a row has which is there no more
     */
    public record Delta(Paging page, Paging later, String removed) {}

    public DeltaFeed(FeedId id, SnapshotFormat format, Delta delta, VendorApi api) {
        this.id = id;
        this.format = format;
        this.delta = delta;
        this.api = api;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
        Position before = memory.position();
        String cursor = before.cursor();
        boolean whole = cursor == null || cursor.startsWith(WHOLE);
        Ask ask = cursor == null ? format.ask() : Ask.get(Paging.uri(whole ? bare(cursor) : cursor));
        Reply reply = api.send(ask);
        JsonAt body = Answers.json(reply);
        Batch batch = Answers.batch(body, format::records);
        Ask more = led(delta.page(), ask, reply, body);
        Ask later = more == null ? led(delta.later(), ask, reply, body) : null;
        Ask led = more == null ? later : more;
        if (led == null) {
            throw new FaultException(Trouble.Kind.PROTOCOL, "the answer leads neither to more nor to what comes later");
        }
        // a place that nobody goes to must not be kept: there is no way on from it
        Origin.requireSame(ask.uri(), led.uri());
        SnapshotFormat.Moment moment = new SnapshotFormat.Moment(
                id, id.arrival(Transport.SNAPSHOT_DIFF, now), before.passes() == 0, before.passes(), before.until());
        Rows rows = new Rows(memory, moment, whole);
        for (Batch.Part part : batch.parts(reply.body())) {
            rows.take(part.record(), part.bytes());
        }
        if (whole && later != null) {
            rows.dropOthers();
        }
        String next = (more != null && whole ? WHOLE : "") + led.uri();
        Position after = Positions.read(before, now, next, later == null ? before.until() : now, now);
        return new Page(rows.harvest, later == null ? after : Positions.passed(after), rows.changes, more != null);
    }

    private static String bare(String cursor) {
        return cursor.substring(WHOLE.length());
    }

    private static @Nullable Ask led(Paging by, Ask ask, Reply reply, JsonAt body) throws FaultException {
        return Answers.envelope(body, read -> by.next(ask, reply, read, 0));
    }

    /** What one page does to the rows. */
    private final class Rows {
        private final Memory memory;
        private final SnapshotFormat.Moment moment;
        private final boolean whole;
        private final Harvest harvest;
        private final Map<StateKey, @Nullable ConnectorState> changes = new LinkedHashMap<>();

        Rows(Memory memory, SnapshotFormat.Moment moment, boolean whole) {
            this.memory = memory;
            this.moment = moment;
            this.whole = whole;
            this.harvest = new Harvest(
                    id.connector(), "application/json", moment.arrival().at());
        }

        void take(JsonAt record, Supplier<byte[]> bytes) {
            StateKey key;
            try {
                key = memory.key().row(format.id(record.requireObject()));
            } catch (UnexpectedJsonException e) {
                harvest.setAside(e.problem(), bytes.get());
                return;
            }
            Row known = known(key);
            if (!record.get(delta.removed()).isAbsent()) {
                drop(key, known);
                return;
            }
            JsonAt row = known == null ? record : merged(known, record);
            String content = format.content(row);
            boolean same = known != null && known.content().equals(content);
            if (!same || whole) {
                changes.put(key, new Row(moment.arrival().at(), moment.pass() + 1, content));
            }
            if (!same) {
                harvest.take(
                        (read, arrival) -> known == null
                                ? format.appeared(read, moment)
                                : format.changed(json(known), read, moment),
                        row,
                        moment.arrival(),
                        bytes);
            }
        }

        /** Those that a reading of everything did not find. */
        void dropOthers() {
            memory.rows().forEach((key, row) -> {
                if (row.pass() <= moment.pass() && !changes.containsKey(key)) {
                    drop(key, row);
                }
            });
        }

        private void drop(StateKey key, @Nullable Row known) {
            if (known != null) {
                changes.put(key, null);
                harvest.take(
                        (before, arrival) -> format.gone(before, moment),
                        json(known),
                        moment.arrival(),
                        () -> known.content().getBytes(UTF_8));
            }
        }

        private @Nullable Row known(StateKey key) {
            if (changes.containsKey(key)) {
                return changes.get(key) instanceof Row row ? row : null;
            }
            return memory.rows().get(key);
        }
    }

    /** A change names the members that changed only; a member that is null has no value any more. */
    private static JsonAt merged(Row known, JsonAt change) {
        ObjectNode row = (ObjectNode) json(known).node();
        row.setAll((ObjectNode) change.node());
        return JsonAt.root(row);
    }

    private static JsonAt json(Row row) {
        return JsonAt.root(StrictJson.parse(row.content().getBytes(UTF_8)));
    }
}
