// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When which principal has to be looked at again, by event time. An entry may be out of date: whoever takes it looks
 * what the principal itself says.
 */
public final class Agenda {
    private static final byte[] PRESENT = {1};
    private static final int DIGITS = 16;

    private final KeyValueStore<String, byte[]> store;
    /** The first deadline of a shard, in microseconds since the epoch. */
    private final Map<String, Long> first = new HashMap<>();

    public Agenda(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** One entry; {@code key} is for {@link #done}. */
    public record Due(String key, CanonicalId principal) {}

    void add(TenantShard shard, Instant deadline, CanonicalId principal) {
        String prefix = Directory.prefix(shard);
        long micros = micros(deadline);
        store.put(prefix + hex(micros) + "|" + principal.text(), PRESENT);
        first.computeIfPresent(prefix, (key, known) -> Math.min(known, micros));
    }

    /** Known without a look into the store, save at first. */
    public boolean isDue(TenantShard shard, Instant now) {
        return first.computeIfAbsent(Directory.prefix(shard), this::earliest) <= micros(now);
    }

    /** What has to be looked at by {@code now}, at most {@code limit}, the earliest first. */
    public List<Due> due(TenantShard shard, Instant now, int limit) {
        String prefix = Directory.prefix(shard);
        long micros = micros(now);
        List<Due> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix, prefix + hex(micros + 1))) {
            while (entries.hasNext() && due.size() < limit) {
                String key = entries.next().key;
                due.add(new Due(key, CanonicalId.parse(key.substring(prefix.length() + DIGITS + 1))));
            }
        }
        return due;
    }

    public void done(TenantShard shard, Due entry) {
        store.delete(entry.key);
        first.remove(Directory.prefix(shard));
    }

    private long earliest(String prefix) {
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix, prefix + "g")) {
            if (!entries.hasNext()) {
                return Long.MAX_VALUE;
            }
            KeyValue<String, byte[]> entry = entries.next();
            return Long.parseLong(entry.key.substring(prefix.length(), prefix.length() + DIGITS), 16);
        }
    }

    private static long micros(Instant at) {
        return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    private static String hex(long micros) {
        return HexFormat.of().toHexDigits(micros);
    }
}
