// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.parking;

import io.tocsin.schemas.signal.TenantShard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The signals that wait, by shard and id; when each came; and what became lately of those that wait no more, or of
 * which it was ruled, without proof, whom they mean. Times are timestamps of records, in milliseconds.
 */
public final class Parking {
    /** Much longer than a commit takes. */
    private static final long KEPT = 120_000;

    private static final byte[] PRESENT = {1};
    private static final int DIGITS = 16;

    private final KeyValueStore<String, byte[]> store;
    private final Map<TenantShard, Lot> lots = new HashMap<>();

    /** What became of a signal that waited, or need not wait. */
    public enum Ending {
        RULED("g"),
        RESCUED("r"),
        EXPIRED("x");

        private final String mark;

        Ending(String mark) {
            this.mark = mark;
        }

        private static Ending of(String mark) {
            return Arrays.stream(values())
                    .filter(ending -> ending.mark.equals(mark))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("stored state is damaged: an ending " + mark));
        }
    }

    /** A signal that waits no more. */
    public record Ended(TenantShard shard, Parked parked, Ending how) {}

    /** What is in memory of one shard: how many wait, since when the first does, and who ended lately. */
    private static final class Lot {
        private int waiting;
        private long first = Long.MAX_VALUE;
        private final Set<String> ended = new HashSet<>();
    }

    public Parking(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Is that the key of a signal that waits? */
    public static boolean isWaiting(String key) {
        return key.split("\\|", 4)[2].equals("w");
    }

    private static String waiting(TenantShard shard) {
        return prefix(shard) + "w|";
    }

    public Optional<Parked> find(TenantShard shard, String id) {
        return Optional.ofNullable(store.get(waiting(shard) + id)).map(Parked::of);
    }

    /** Has it ended so lately that it may be an input that is read again? */
    public boolean endedLately(TenantShard shard, String id) {
        return lot(shard).ended.contains(id);
    }

    /** Says whether there was room. One that waits already goes on waiting since it did. */
    public boolean park(TenantShard shard, Parked signal, int limit) {
        Lot lot = lot(shard);
        if (find(shard, signal.id()).isPresent()) {
            return true;
        }
        if (lot.waiting >= limit) {
            return false;
        }
        store.put(waiting(shard) + signal.id(), signal.bytes());
        store.put(came(shard) + hex(signal.since()) + "|" + signal.id(), PRESENT);
        lot.waiting++;
        lot.first = Math.min(lot.first, signal.since());
        return true;
    }

    /** Those that came up to then, at most {@code most}, the oldest first. Costs nothing where there are none. */
    public List<Parked> since(TenantShard shard, long until, int most) {
        if (lot(shard).first > until) {
            return List.of();
        }
        List<Parked> old = new ArrayList<>();
        List<String> orphans = new ArrayList<>();
        String prefix = came(shard);
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix, prefix + hex(until + 1))) {
            while (entries.hasNext() && old.size() < most) {
                String key = entries.next().key;
                String id = key.substring(prefix.length() + DIGITS + 1);
                find(shard, id).ifPresentOrElse(old::add, () -> orphans.add(key));
            }
        }
        orphans.forEach(store::delete);
        if (old.isEmpty()) {
            lots.remove(shard);
        }
        return old;
    }

    /**
     * It waits no more.
     *
     * @param at timestamp of the record that brought that about
     * @return the signals of which it need not be known any more what became of them
     */
    public List<Parked> end(TenantShard shard, Parked signal, Ending how, long at) {
        List<Parked> forgotten = remember(shard, signal, how, at);
        store.delete(waiting(shard) + signal.id());
        store.delete(came(shard) + hex(signal.since()) + "|" + signal.id());
        Lot lot = lot(shard);
        lot.waiting--;
        lot.first = earliest(shard);
        return forgotten;
    }

    /** Keeps for a while what became of a signal; gives the same as {@link #end}. */
    public List<Parked> remember(TenantShard shard, Parked signal, Ending how, long at) {
        Lot lot = lot(shard);
        store.put(gone(shard) + hex(at) + "|" + how.mark + "|" + signal.id(), signal.bytes());
        lot.ended.add(signal.id());
        List<KeyValue<String, byte[]>> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.range(gone(shard), gone(shard) + hex(Math.max(0, at - KEPT)))) {
            entries.forEachRemaining(old::add);
        }
        List<Parked> forgotten = new ArrayList<>();
        for (KeyValue<String, byte[]> entry : old) {
            Parked parked = Parked.of(entry.value);
            lot.ended.remove(parked.id());
            forgotten.add(parked);
            store.delete(entry.key);
        }
        return forgotten;
    }

    /** What became lately of those that waited, in every shard of this store. */
    public List<Ended> endedLately() {
        List<Ended> ended = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                String[] parts = entry.key.split("\\|", 6);
                if (parts[2].equals("d")) {
                    ended.add(new Ended(
                            new TenantShard(parts[0], Integer.parseInt(parts[1])),
                            Parked.of(entry.value),
                            Ending.of(parts[4])));
                }
            }
        }
        return ended;
    }

    private Lot lot(TenantShard shard) {
        return lots.computeIfAbsent(shard, this::load);
    }

    private Lot load(TenantShard shard) {
        Lot lot = new Lot();
        lot.first = earliest(shard);
        try (KeyValueIterator<String, byte[]> entries = store.range(came(shard), came(shard) + "g")) {
            while (entries.hasNext()) {
                entries.next();
                lot.waiting++;
            }
        }
        try (KeyValueIterator<String, byte[]> entries = store.range(gone(shard), gone(shard) + "g")) {
            while (entries.hasNext()) {
                lot.ended.add(entries.next().key.substring(gone(shard).length() + DIGITS + 3));
            }
        }
        return lot;
    }

    private long earliest(TenantShard shard) {
        String prefix = came(shard);
        try (KeyValueIterator<String, byte[]> entries = store.range(prefix, prefix + "g")) {
            return entries.hasNext()
                    ? Long.parseLong(entries.next().key.substring(prefix.length(), prefix.length() + DIGITS), 16)
                    : Long.MAX_VALUE;
        }
    }

    private static String came(TenantShard shard) {
        return prefix(shard) + "t|";
    }

    private static String gone(TenantShard shard) {
        return prefix(shard) + "d|";
    }

    private static String prefix(TenantShard shard) {
        return shard.tenant() + "|" + shard.shard() + "|";
    }

    private static String hex(long millis) {
        return HexFormat.of().toHexDigits(Math.max(0, millis));
    }
}
