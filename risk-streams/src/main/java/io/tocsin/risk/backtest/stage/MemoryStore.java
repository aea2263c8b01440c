// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.stage;

import io.tocsin.risk.state.Fleeting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store on the heap, for one thread. It begins as a hash table and becomes a sorted one when it is first asked for a
 * range: most stores never are, and hashing long keys costs a fraction of comparing them.
 */
final class MemoryStore implements KeyValueStore<String, byte[]>, Fleeting {
    private final String name;
    private Map<String, byte[]> entries = new HashMap<>();

    MemoryStore(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(String key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<String, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(String key) {
        return entries.remove(key);
    }

    @Override
    public KeyValueIterator<String, byte[]> range(@Nullable String from, @Nullable String to) {
        return new Walk(sorted(), from, to);
    }

    /** Seldom, and mostly of an empty store: what is there is put in order, and the store stays as it is. */
    @Override
    public KeyValueIterator<String, byte[]> all() {
        return entries instanceof NavigableMap<String, byte[]> sorted
                ? new Walk(sorted, null, null)
                : new Walk(new TreeMap<>(entries), null, null);
    }

    @Override
    public <P extends Serializer<Q>, Q> KeyValueIterator<String, byte[]> prefixScan(Q prefix, P serializer) {
        return range(prefix.toString(), prefix.toString() + Character.MAX_VALUE);
    }

    private NavigableMap<String, byte[]> sorted() {
        if (entries instanceof NavigableMap<String, byte[]> sorted) {
            return sorted;
        }
        NavigableMap<String, byte[]> sorted = new TreeMap<>(entries);
        entries = sorted;
        return sorted;
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Goes from key to key, so that the store may change meanwhile. */
    private static final class Walk implements KeyValueIterator<String, byte[]> {
        private final NavigableMap<String, byte[]> entries;
        private final @Nullable String to;
        private Map.@Nullable Entry<String, byte[]> next;

        Walk(NavigableMap<String, byte[]> entries, @Nullable String from, @Nullable String to) {
            this.entries = entries;
            this.to = to;
            this.next = within(from == null ? entries.firstEntry() : entries.ceilingEntry(from));
        }

        private Map.@Nullable Entry<String, byte[]> within(Map.@Nullable Entry<String, byte[]> entry) {
            return entry == null || (to != null && entry.getKey().compareTo(to) > 0) ? null : entry;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<String, byte[]> next() {
            Map.Entry<String, byte[]> entry = present();
            next = within(entries.higherEntry(entry.getKey()));
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public String peekNextKey() {
            return present().getKey();
        }

        private Map.Entry<String, byte[]> present() {
            Map.Entry<String, byte[]> entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            return entry;
        }

        @Override
        public void close() {}
    }
}
