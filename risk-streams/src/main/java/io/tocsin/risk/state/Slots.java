// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose hashes lie side by side: most of what a look-up costs in a large one is waiting for memory, and
 * {@link #touch} waits for many keys at once. Open addressing; a key is found by its slot, which holds until something
 * is added or removed. Each entry bears two marks for its owner's use.
 */
final class Slots<K, V> {
    /** Marks, in the lowest bits of a hash, which do not count. */
    static final int LATELY = 1;

    static final int BEHIND = 2;

    private static final int TAKEN = 4;
    private static final int HASH = -8;
    private static final int FEWEST = 16;

    /** 0 where nothing is. */
    private int[] hashes = new int[FEWEST];
    /** Each key with its value behind it. */
    private @Nullable Object[] entries = new Object[2 * FEWEST];

    private int shift = Integer.numberOfLeadingZeros(FEWEST - 1);
    private int size;

    @SuppressWarnings("UnusedVariable") // written so that the compiler does not leave out what it is made of
    private int touched;

    /** Slots have the numbers below it. */
    int capacity() {
        return hashes.length;
    }

    boolean isTaken(int slot) {
        return hashes[slot] != 0;
    }

    /** -1 where it is not there. */
    int find(K key) {
        int hash = hash(key);
        int slot = hash >>> shift;
        for (int there = hashes[slot]; there != 0; there = hashes[slot]) {
            if ((there & HASH) == hash && key.equals(entries[2 * slot])) {
                return slot;
            }
            slot = next(slot);
        }
        return -1;
    }

    /** Where it is now; it must not be there yet. */
    int add(K key, V value) {
        if (++size > hashes.length / 2) {
            resize(hashes.length * 2);
        }
        return place(hash(key) | TAKEN, key, value);
    }

    private int place(int hash, Object key, Object value) {
        int slot = hash >>> shift;
        while (hashes[slot] != 0) {
            slot = next(slot);
        }
        hashes[slot] = hash;
        entries[2 * slot] = key;
        entries[2 * slot + 1] = value;
        return slot;
    }

    private void resize(int capacity) {
        int[] oldHashes = hashes;
        @Nullable Object[] oldEntries = entries;
        hashes = new int[capacity];
        entries = new Object[2 * capacity];
        shift = Integer.numberOfLeadingZeros(capacity - 1);
        for (int slot = 0; slot < oldHashes.length; slot++) {
            Object key = oldEntries[2 * slot];
            Object value = oldEntries[2 * slot + 1];
            if (key != null && value != null) {
                place(oldHashes[slot], key, value);
            }
        }
    }

    void remove(int slot) {
        int free = slot;
        // those behind it that had to make way for it come nearer, or nobody would find them
        for (int other = next(slot); hashes[other] != 0; other = next(other)) {
            int home = hashes[other] >>> shift;
            if (distance(home, other) >= distance(free, other)) {
                hashes[free] = hashes[other];
                entries[2 * free] = entries[2 * other];
                entries[2 * free + 1] = entries[2 * other + 1];
                free = other;
            }
        }
        hashes[free] = 0;
        entries[2 * free] = null;
        entries[2 * free + 1] = null;
        size--;
    }

    private int distance(int from, int to) {
        return (to - from) & (hashes.length - 1);
    }

    /** Removes all without that mark, and takes it from the others. */
    void removeUnless(int mark) {
        int left = 0;
        for (int slot = 0; slot < hashes.length; slot++) {
            if ((hashes[slot] & mark) != 0) {
                hashes[slot] &= ~mark;
                left++;
            } else {
                hashes[slot] = 0;
                entries[2 * slot] = null;
                entries[2 * slot + 1] = null;
            }
        }
        size = left;
        resize(hashes.length);
    }

    void clear() {
        Arrays.fill(hashes, 0);
        Arrays.fill(entries, null);
        size = 0;
    }

    @SuppressWarnings("unchecked") // keys are in even places
    K key(int slot) {
        return (K) present(entries[2 * slot]);
    }

    @SuppressWarnings("unchecked") // values are in odd ones
    V value(int slot) {
        return (V) present(entries[2 * slot + 1]);
    }

    private static Object present(@Nullable Object entry) {
        if (entry == null) {
            throw new IllegalStateException("an empty slot was asked for what is in it");
        }
        return entry;
    }

    void value(int slot, V value) {
        entries[2 * slot + 1] = value;
    }

    boolean is(int slot, int mark) {
        return (hashes[slot] & mark) != 0;
    }

    void mark(int slot, int mark) {
        hashes[slot] |= mark;
    }

    void unmark(int slot, int mark) {
        hashes[slot] &= ~mark;
    }

    /**
     * Brings near what finding those keys will need. One look-up waits for a hash, then for its key, then for what the
     * key consists of, then for the value; here all wait for the first together, then for the second, and so on.
     *
     * @param look reads of a value what will be read of it first
     */
    void touch(List<K> keys, ToIntFunction<V> look) {
        int count = keys.size();
        int[] slots = new int[count];
        int sum = 0;
        for (int i = 0; i < count; i++) {
            slots[i] = hash(keys.get(i)) >>> shift;
            sum += hashes[slots[i]];
        }
        for (int i = 0; i < count; i++) {
            Object key = entries[2 * slots[i]];
            sum += key == null ? 0 : key.hashCode();
        }
        for (int i = 0; i < count; i++) {
            slots[i] = find(keys.get(i));
        }
        for (int i = 0; i < count; i++) {
            sum += slots[i] < 0 ? 0 : look.applyAsInt(value(slots[i]));
        }
        touched = sum;
    }

    private int next(int slot) {
        return (slot + 1) & (hashes.length - 1);
    }

    /** By the upper bits, which depend on all of it; never that of a free slot. */
    private static int hash(Object key) {
        return (key.hashCode() * 0x9E3779B9) & HASH;
    }
}
