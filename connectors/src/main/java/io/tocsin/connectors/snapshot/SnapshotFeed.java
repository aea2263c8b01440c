// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Fingerprint;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Row;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.origin.Transport;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads how things are, pass by pass, and tells what differs from the pass before. The first pass is a baseline. A row
 * is gone when two whole passes in a row did not find it: a list that changes while it is read may leave a row out.
 */
public final class SnapshotFeed implements Feed {
    private static final String UNUSABLE = "unusable ";

    private final FeedId id;
    private final SnapshotFormat format;
    private final VendorApi api;
    private final Set<StateKey> found = new HashSet<>();
    private final Set<StateKey> missed = new HashSet<>();
    private @Nullable Ask next;

    public SnapshotFeed(FeedId id, SnapshotFormat format, VendorApi api) {
        this.id = id;
        this.format = format;
        this.api = api;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
        Ask ask = next;
        if (ask == null) {
            found.clear();
            ask = format.ask();
        }
        Reply reply = api.send(ask);
        JsonAt body = Answers.json(reply);
        Batch batch = Answers.batch(body, format::records);
        Position before = memory.position();
        SnapshotFormat.Moment moment = new SnapshotFormat.Moment(
                id, id.arrival(Transport.SNAPSHOT_DIFF, now), before.passes() == 0, before.passes(), before.until());
        Harvest harvest = new Harvest(id.connector(), "application/json", now);
        Map<StateKey, @Nullable ConnectorState> changes = new LinkedHashMap<>();
        for (Batch.Part part : batch.parts(reply.body())) {
            take(memory, part.record(), moment, harvest, changes, part.bytes());
        }
        Ask asked = ask;
        next = Answers.envelope(
                body,
                read -> format.paging().next(asked, reply, read, batch.records().size()));
        boolean ended = next == null;
        Position after = Positions.read(before, now, null, ended ? now : before.until(), now);
        if (ended) {
            after = Positions.passed(after);
            missing(memory, moment, harvest, changes);
        }
        return new Page(harvest, after, changes, !ended);
    }

    private void take(
            Memory memory,
            JsonAt record,
            SnapshotFormat.Moment moment,
            Harvest harvest,
            Map<StateKey, @Nullable ConnectorState> changes,
            Supplier<byte[]> bytes) {
        StateKey key;
        String content;
        try {
            key = memory.key().row(format.id(record));
            Row row = memory.rows().get(key);
            content = format.content(row == null ? null : json(row.content()), record);
        } catch (UnexpectedJsonException e) {
            // kept as a row too, so that it is set aside once and not with every pass
            key = memory.key()
                    .row(UNUSABLE
                            + HexFormat.of()
                                    .formatHex(Fingerprint.of(record.node().toString())));
            content = "{}";
            if (!memory.rows().containsKey(key)) {
                harvest.setAside(e.problem(), bytes.get());
            }
        }
        if (!found.add(key)) {
            return;
        }
        Row known = memory.rows().get(key);
        if (known != null && known.content().equals(content)) {
            return;
        }
        changes.put(key, new Row(moment.arrival().at(), moment.pass() + 1, content));
        if (!key.entry().startsWith("row:" + UNUSABLE)) {
            RecordMapper difference = (row, arrival) ->
                    known == null ? format.appeared(row, moment) : format.changed(json(known.content()), row, moment);
            harvest.take(difference, record, moment.arrival(), bytes);
        }
    }

    private void missing(
            Memory memory,
            SnapshotFormat.Moment moment,
            Harvest harvest,
            Map<StateKey, @Nullable ConnectorState> changes) {
        Set<StateKey> missing = new HashSet<>(memory.rows().keySet());
        missing.removeAll(found);
        for (StateKey key : missing) {
            Row row = memory.rows().get(key);
            if (row != null && missed.contains(key)) {
                changes.put(key, null);
                if (!key.entry().startsWith("row:" + UNUSABLE)) {
                    RecordMapper departure = (before, arrival) -> gone(before, moment);
                    harvest.take(
                            departure,
                            json(row.content()),
                            moment.arrival(),
                            () -> row.content().getBytes(UTF_8));
                }
            }
        }
        missed.clear();
        missed.addAll(missing);
    }

    private Mapped gone(JsonAt before, SnapshotFormat.Moment moment) {
        return format.gone(before, moment);
    }

    private static JsonAt json(String content) {
        return JsonAt.root(StrictJson.parse(content.getBytes(UTF_8)));
    }
}
