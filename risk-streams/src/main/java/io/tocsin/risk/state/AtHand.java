// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import java.util.HashMap;
import java.util.Map;
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
    private Map<K, Held<V>> young = new HashMap<>();
    private Map<K, Held<V>> old = new HashMap<>();

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

    private static final class Held<V> {
        private final V value;
        private boolean written;

        private Held(V value, boolean written) {
            this.value = value;
            this.written = written;
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
        Held<V> held = held(key);
        return held == null ? null : held.value;
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
        }
        Held<V> held = young.get(key);
        if (held != null && held.value == value) {
            held.written = !writesLate;
        } else {
            old.remove(key);
            hold(key, new Held<>(value, !writesLate));
        }
    }

    /** What is at hand has changed in a way that may be lost in a crash: it is written when it makes room. */
    public void keep(K key) {
        Held<V> held = held(key);
        if (held != null) {
            held.written = false;
        }
    }

    public void delete(K key) {
        young.remove(key);
        old.remove(key);
        store.delete(text.apply(key));
    }

    /** Something went wrong half way: what is at hand may be half changed, what is stored is whole. */
    public void forget() {
        young.clear();
        old.clear();
    }

    /** From now on the store holds all there is. */
    public void settle() {
        settle(young);
        settle(old);
    }

    private @Nullable Held<V> held(K key) {
        Held<V> held = young.get(key);
        if (held != null) {
            return held;
        }
        held = old.remove(key);
        if (held == null) {
            byte[] stored = store.get(text.apply(key));
            if (stored == null) {
                return null;
            }
            held = new Held<>(form.read.apply(stored), true);
        }
        hold(key, held);
        return held;
    }

    private void hold(K key, Held<V> held) {
        young.put(key, held);
        if (young.size() > half) {
            settle(old);
            old = young;
            young = new HashMap<>();
        }
    }

    private void settle(Map<K, Held<V>> those) {
        those.forEach((key, held) -> {
            if (!held.written) {
                store.put(text.apply(key), form.write.apply(held.value));
                held.written = true;
            }
        });
    }
}
