// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Objects above a store of bytes: those that were used lately are at hand, since reading one costs more than all else
 * that is done with it. Every change is written at once, in the order in which it was made; to a {@link Fleeting} store
 * when the object makes room. Whatever the bound, nothing that was done to an object is lost by making room for
 * another, so that what is decided does not depend on how much memory there is.
 *
 * <p>Used by one thread. Two generations instead of a list by use: whatever is used is young, and when the young are
 * half of all, those that were not used meanwhile go.
 *
 * @param <K> by what objects are found; equal keys have equal texts
 */
public final class AtHand<K, V> {
    private static final int FEWEST = 1_000;

    private final KeyValueStore<String, byte[]> store;
    private final Function<K, String> text;
    private final Form<V> form;
    private final boolean writesLate;
    private final int half;
    private Map<K, V> young = new HashMap<>();
    private Map<K, V> old = new HashMap<>();
    /** Of a store that is written at once: what has changed since in a way that may wait. */
    private final Set<K> behind = new HashSet<>();

    /** How an object is stored. What is read is what was written, to the last bit. */
    public record Form<V>(Function<byte[], V> read, Function<V, byte[]> write) {}

    /**
     * How much of the heap is for objects.
     *
     * @param sizeOfOne in bytes, roughly
     * @param share of the heap, in percent, where a store is kept; of a {@link Fleeting} one twice that
     */
    public record Room(int sizeOfOne, int share) {
        private int most(boolean fleeting) {
            long percent = Runtime.getRuntime().maxMemory() / 100;
            long most = percent * share * (fleeting ? 2 : 1) / sizeOfOne;
            return (int) Math.max(FEWEST, Math.min(most, Integer.MAX_VALUE / 2));
        }
    }

    /** @param text the key in the store */
    public AtHand(KeyValueStore<String, byte[]> store, Function<K, String> text, Form<V> form, Room room) {
        this.store = store;
        this.text = text;
        this.form = form;
        this.writesLate = store instanceof Fleeting;
        this.half = room.most(writesLate) / 2;
    }

    /** Absent where there is none. Whoever changes it says so by {@link #put} or {@link #keep}. */
    public @Nullable V get(K key) {
        V value = young.get(key);
        if (value != null) {
            return value;
        }
        value = old.remove(key);
        if (value == null) {
            byte[] stored = store.get(text.apply(key));
            if (stored == null) {
                return null;
            }
            value = form.read.apply(stored);
        }
        hold(key, value);
        return value;
    }

    /** One that can be changed without changing what is at hand. */
    public @Nullable V copy(K key) {
        V value = get(key);
        return value == null ? null : form.read.apply(form.write.apply(value));
    }

    /** It has changed, or is new. */
    @SuppressWarnings("ReferenceEquality") // it is the object at hand, changed, or it takes that one's place
    public void put(K key, V value) {
        if (!writesLate) {
            store.put(text.apply(key), form.write.apply(value));
            behind.remove(key);
        }
        if (young.get(key) != value) {
            old.remove(key);
            hold(key, value);
        }
    }

    /** What is at hand has changed in a way that may be lost in a crash: it is written when it makes room. */
    public void keep(K key) {
        if (!writesLate && get(key) != null) {
            behind.add(key);
        }
    }

    public void delete(K key) {
        young.remove(key);
        old.remove(key);
        behind.remove(key);
        store.delete(text.apply(key));
    }

    /** Something went wrong half way: what is at hand may be half changed, what is stored is whole. */
    public void forget() {
        young.clear();
        old.clear();
        behind.clear();
    }

    /** From now on the store holds all there is. */
    public void settle() {
        settle(young);
        settle(old);
    }

    private void hold(K key, V value) {
        young.put(key, value);
        if (young.size() > half) {
            settle(old);
            old = young;
            young = new HashMap<>();
        }
    }

    private void settle(Map<K, V> those) {
        those.forEach((key, value) -> {
            if (writesLate || behind.remove(key)) {
                store.put(text.apply(key), form.write.apply(value));
            }
        });
    }
}
