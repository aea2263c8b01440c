// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Objects above a store of bytes: those that were used lately are at hand, since reading one costs more than all else
 * that is done with it. Every change is written at once, in the order in which it was made; to a {@link Fleeting} store
 * when the object makes room. Whatever the bound, nothing that was done to an object is lost by making room for
 * another, so that what is decided does not depend on how much memory there is.
 *
 * <p>Used by one thread. A mark instead of a list by use: whatever is used is marked, and when the marked are half of
 * all, the others go and the marks with them.
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
    private final Slots<K, V> slots = new Slots<>();
    /** How many of them were used lately. */
    private int lately;

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

    /**
     * Those will be asked for next: what one look-up would wait for in memory, the others need not wait for again. It
     * changes nothing else.
     *
     * @param look reads of one what will be read of it first, and gives anything
     */
    public void expect(List<K> keys, ToIntFunction<V> look) {
        slots.touch(keys, look);
    }

    /** Absent where there is none. Whoever changes it says so by {@link #put} or {@link #keep}. */
    public @Nullable V get(K key) {
        int slot = slots.find(key);
        if (slot >= 0) {
            V value = slots.value(slot);
            use(slot);
            return value;
        }
        byte[] stored = store.get(text.apply(key));
        if (stored == null) {
            return null;
        }
        V value = form.read.apply(stored);
        use(slots.add(key, value));
        return value;
    }

    /** One that can be changed without changing what is at hand. */
    public @Nullable V copy(K key) {
        V value = get(key);
        return value == null ? null : form.read.apply(form.write.apply(value));
    }

    /** It has changed, or is new. */
    public void put(K key, V value) {
        if (!writesLate) {
            store.put(text.apply(key), form.write.apply(value));
        }
        int slot = slots.find(key);
        if (slot < 0) {
            slot = slots.add(key, value);
        } else {
            slots.value(slot, value);
            slots.unmark(slot, Slots.BEHIND);
        }
        use(slot);
    }

    /** What is at hand has changed in a way that may be lost in a crash: it is written when it makes room. */
    public void keep(K key) {
        if (!writesLate && get(key) != null) {
            slots.mark(slots.find(key), Slots.BEHIND);
        }
    }

    public void delete(K key) {
        int slot = slots.find(key);
        if (slot >= 0) {
            lately -= slots.is(slot, Slots.LATELY) ? 1 : 0;
            slots.remove(slot);
        }
        store.delete(text.apply(key));
    }

    /** Something went wrong half way: what is at hand may be half changed, what is stored is whole. */
    public void forget() {
        slots.clear();
        lately = 0;
    }

    /** From now on the store holds all there is. */
    public void settle() {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            if (slots.isTaken(slot)) {
                settle(slot);
            }
        }
    }

    private void use(int slot) {
        if (slots.is(slot, Slots.LATELY)) {
            return;
        }
        slots.mark(slot, Slots.LATELY);
        if (++lately > half) {
            makeRoom();
        }
    }

    private void makeRoom() {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            if (slots.isTaken(slot) && !slots.is(slot, Slots.LATELY)) {
                settle(slot);
            }
        }
        slots.removeUnless(Slots.LATELY);
        lately = 0;
    }

    private void settle(int slot) {
        if (writesLate || slots.is(slot, Slots.BEHIND)) {
            slots.unmark(slot, Slots.BEHIND);
            K key = slots.key(slot);
            store.put(text.apply(key), form.write.apply(slots.value(slot)));
        }
    }
}
