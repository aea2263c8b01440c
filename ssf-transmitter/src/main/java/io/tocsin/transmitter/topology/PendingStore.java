// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.transmitter.lane.PendingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** The SETs without an end yet: stream and sequence → entry, and when it was enqueued. */
final class PendingStore {
    private static final int SWEPT_AT_ONCE = 1_000;

    private final TimestampedKeyValueStore<PendingKey, OutboxEntry> store;

    PendingStore(TimestampedKeyValueStore<PendingKey, OutboxEntry> store) {
        this.store = store;
    }

    /** @param all nothing comes after these */
    record Batch(List<PendingSet> sets, boolean all) {}

    void put(PendingSet set, long enqueuedAt) {
        store.put(key(set), ValueAndTimestamp.make(set.entry(), enqueuedAt));
    }

    void remove(PendingSet set) {
        store.delete(key(set));
    }

    void removeAll(String streamId) {
        List<PendingKey> keys = new ArrayList<>();
        try (var found = store.range(PendingKey.first(streamId), PendingKey.last(streamId))) {
            found.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    boolean holdsAny(String streamId) {
        try (var found = store.range(PendingKey.first(streamId), PendingKey.last(streamId))) {
            return found.hasNext();
        }
    }

    /** Up to {@code max} SETs of the stream behind that sequence, in order. */
    Batch after(String streamId, long sequence, int max) {
        List<PendingSet> sets = new ArrayList<>();
        try (var found = store.range(new PendingKey(streamId, sequence + 1), PendingKey.last(streamId))) {
            while (found.hasNext() && sets.size() < max) {
                sets.add(set(found.next()));
            }
            return new Batch(sets, !found.hasNext());
        }
    }

    /** The stream's SETs enqueued before then, oldest first; some of them if there are many. */
    List<PendingSet> olderThan(String streamId, Instant limit) {
        List<PendingSet> old = new ArrayList<>();
        try (var found = store.range(PendingKey.first(streamId), PendingKey.last(streamId))) {
            while (found.hasNext() && old.size() < SWEPT_AT_ONCE) {
                var entry = found.next();
                if (entry.value.timestamp() >= limit.toEpochMilli()) {
                    break;
                }
                old.add(set(entry));
            }
        }
        return old;
    }

    /** Each stream that has something pending. Costs what there are streams, not SETs. */
    void forEachStream(Consumer<String> action) {
        for (String streamId = firstStream(null); streamId != null; streamId = firstStream(streamId)) {
            action.accept(streamId);
        }
    }

    private @Nullable String firstStream(@Nullable String before) {
        try (KeyValueIterator<PendingKey, ValueAndTimestamp<OutboxEntry>> found =
                before == null ? store.all() : store.range(PendingKey.behind(before), null)) {
            return found.hasNext() ? found.peekNextKey().streamId() : null;
        }
    }

    private static PendingSet set(KeyValue<PendingKey, ValueAndTimestamp<OutboxEntry>> found) {
        return new PendingSet(found.key.sequence(), found.value.value());
    }

    private static PendingKey key(PendingSet set) {
        return new PendingKey(set.entry().streamId(), set.sequence());
    }
}
