// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.pending;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.transmitter.lane.PendingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** The SETs without an end yet: stream and sequence → entry, and when it was enqueued. */
public final class PendingStore {
    private final TimestampedKeyValueStore<PendingKey, OutboxEntry> store;

    public PendingStore(TimestampedKeyValueStore<PendingKey, OutboxEntry> store) {
        this.store = store;
    }

    /**
     * Some of a stream's SETs.
     *
     * @param all nothing comes after these
     */
    public record Batch(List<PendingSet> sets, boolean all) {}

    public void put(PendingSet set, long enqueuedAt) {
        store.put(key(set), ValueAndTimestamp.make(set.entry(), enqueuedAt));
    }

    public void remove(PendingSet set) {
        // not delete(), which would read the entry and build it from its bytes only to return it
        store.put(key(set), null);
    }

    public Optional<PendingSet> get(String streamId, long sequence) {
        return Optional.ofNullable(store.get(new PendingKey(streamId, sequence)))
                .map(found -> new PendingSet(sequence, found.value()));
    }

    public boolean holdsAny(String streamId) {
        return oldest(streamId).isPresent();
    }

    /** When the stream's oldest SET was enqueued. */
    public Optional<Instant> oldest(String streamId) {
        try (var found = store.range(PendingKey.first(streamId), PendingKey.last(streamId))) {
            return found.hasNext()
                    ? Optional.of(Instant.ofEpochMilli(found.next().value.timestamp()))
                    : Optional.empty();
        }
    }

    /** Up to {@code max} SETs of the stream behind that sequence, in order. */
    public Batch after(String streamId, long sequence, int max) {
        List<PendingSet> sets = new ArrayList<>();
        try (var found = store.range(new PendingKey(streamId, sequence + 1), PendingKey.last(streamId))) {
            while (found.hasNext() && sets.size() < max) {
                sets.add(set(found.next()));
            }
            return new Batch(sets, !found.hasNext());
        }
    }

    /** Up to {@code max} of the stream's SETs enqueued before then, oldest first. */
    public List<PendingSet> olderThan(String streamId, Instant limit, int max) {
        List<PendingSet> old = new ArrayList<>();
        try (var found = store.range(PendingKey.first(streamId), PendingKey.last(streamId))) {
            while (found.hasNext() && old.size() < max) {
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
    public void forEachStream(Consumer<String> action) {
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
