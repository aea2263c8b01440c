// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Forgets at a restart; about 150 bytes a SET. For handlers that tell duplicates themselves, and for tests. */
public final class SeenInMemory implements SeenSets {
    private final InstantSource clock;
    private final Duration retention;
    private final int maxEntries;
    /** In the order of marking, so that the oldest is first. */
    private final Map<SetKey, Seen> seen = new LinkedHashMap<>();

    record Seen(long contentHash, long atSecond) {}

    /** Beyond {@code maxEntries} the oldest are forgotten before their time. */
    public SeenInMemory(InstantSource clock, Duration retention, int maxEntries) {
        this.clock = clock;
        this.retention = retention;
        this.maxEntries = maxEntries;
    }

    @Override
    public synchronized Sighting look(SetKey key, String contentHash) {
        Seen before = seen.get(key);
        if (before == null || before.atSecond() < oldestKept()) {
            return Sighting.FIRST;
        }
        return before.contentHash() == shortened(contentHash) ? Sighting.DUPLICATE : Sighting.CONFLICT;
    }

    @Override
    public CompletableFuture<Void> remember(SetKey key, String contentHash) {
        put(key, new Seen(shortened(contentHash), clock.instant().getEpochSecond()));
        return CompletableFuture.completedFuture(null);
    }

    synchronized void put(SetKey key, Seen mark) {
        long oldestKept = oldestKept();
        Iterator<Seen> oldest = seen.values().iterator();
        while (oldest.hasNext() && (oldest.next().atSecond() < oldestKept || seen.size() >= maxEntries)) {
            oldest.remove();
        }
        if (mark.atSecond() >= oldestKept) {
            seen.remove(key);
            seen.put(key, mark);
        }
    }

    synchronized void forget(SetKey key) {
        seen.remove(key);
    }

    synchronized int size() {
        return seen.size();
    }

    synchronized List<Map.Entry<SetKey, Seen>> entries() {
        List<Map.Entry<SetKey, Seen>> copy = new ArrayList<>(seen.size());
        seen.forEach((key, mark) -> copy.add(Map.entry(key, mark)));
        return copy;
    }

    /** Half of the digest's half is enough to tell two contents under one {@code jti} apart. */
    static long shortened(String contentHash) {
        return Long.parseUnsignedLong(contentHash, 0, 16, 16);
    }

    private long oldestKept() {
        Instant now = clock.instant();
        return now.minus(retention).getEpochSecond();
    }

    @Override
    public void close() {}
}
