// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.WindowFeed;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Samples, and the ways to read them: as a delivery, as records, or as the answers of a vendor. */
final class Readings {
    static final FeedId FEED = new FeedId("acme", "source", "vendor", "feed");
    private static final Duration DAYS = Duration.ofDays(2);

    final Map<String, Reading> all = new TreeMap<>();

    /**
     * One way to read a body.
     *
     * @param list where its records stand, or the one record
     */
    record Reading(JsonPointer list, boolean single, Reader reader) {

        Harvest read(JsonNode body) throws FaultException, InterruptedException {
            return reader.read(body);
        }

        JsonNode list(JsonNode body) {
            return single ? body : body.at(list);
        }

        int count(JsonNode body) {
            return single ? 1 : body.at(list).size();
        }

        JsonNode record(JsonNode body, int index) {
            return single ? body.at(list) : body.at(list).get(index);
        }
    }

    interface Reader {
        Harvest read(JsonNode body) throws FaultException, InterruptedException;
    }

    static Harvest nothing() {
        return new Harvest("source", "application/json", Samples.NOW);
    }

    void put(String sample, String list, Reader reader) {
        all.put(sample, new Reading(JsonPointer.compile(list), false, reader));
    }

    void hook(String sample, String list, Source source) {
        put(sample, list, body -> delivered(source, body));
    }

    static Harvest delivered(Source source, JsonNode body) {
        Harvest harvest = nothing();
        Batch batch = source.records(JsonAt.root(body));
        batch.records().forEach(record -> harvest.take(source, record, Samples.ARRIVAL, () -> bytes(body)));
        return harvest;
    }

    /** Records without their vendor's envelope. */
    void records(String sample, String list, RecordMapper mapper) {
        String at = list == null ? "" : list;
        all.put(sample, new Reading(JsonPointer.compile(at), list == null, body -> one(body, at, mapper)));
    }

    static Harvest one(JsonNode body, String list, RecordMapper mapper) {
        Harvest harvest = nothing();
        JsonNode records = body.at(list);
        for (JsonNode record : records.isArray() ? records : List.of(records)) {
            harvest.take(mapper, JsonAt.root(record), Samples.ARRIVAL, () -> bytes(body));
        }
        return harvest;
    }

    static SnapshotFormat.Moment baseline(Arrival arrival) {
        return new SnapshotFormat.Moment(FEED, arrival, true, 0, null);
    }

    void window(String sample, WindowFormat format) {
        window(sample, "/value", format);
    }

    void window(String sample, String list, WindowFormat format) {
        put(sample, list, body -> feed(api -> new WindowFeed(FEED, format, api, DAYS), List.of(body)));
    }

    void snapshot(String sample, SnapshotFormat format) {
        snapshot(sample, "/value", format);
    }

    void snapshot(String sample, String list, SnapshotFormat format) {
        put(sample, list, body -> feed(api -> new SnapshotFeed(FEED, format, api), List.of(body)));
    }

    /** What differs from another sample. */
    void after(String first, String sample, Function<VendorApi, Feed> opening) {
        put(sample, "/value", body -> feed(opening, List.of(Samples.json(first), body)));
    }

    /** What the last of these answers gives. */
    static Harvest feed(Function<VendorApi, Feed> opening, List<JsonNode> answers)
            throws FaultException, InterruptedException {
        int[] next = {0};
        Feed feed = opening.apply(ask -> new Reply(200, Map.of(), bytes(answers.get(next[0]++))));
        Memory memory = new Memory(FEED, Samples.NOW);
        Harvest last = nothing();
        for (int i = 0; i < answers.size(); i++) {
            Page page = feed.read(memory, Samples.NOW);
            page.changes().forEach(memory::apply);
            memory.apply(memory.key(), page.position());
            last = page.harvest();
        }
        return last;
    }

    static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(UTF_8);
    }
}
