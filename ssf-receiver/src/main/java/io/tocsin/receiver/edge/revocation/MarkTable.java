// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of marks that a million of fit in some 100 MB, filled as fast as a file is read. A slot holds a part of
 * the key's digest and the place of the mark, written last, so that readers need no lock. One thread writes; nothing is
 * taken out, whoever wants to forget copies the rest.
 */
final class MarkTable {
    private static final int SMALLEST = 1 << 10;
    private static final int LARGEST = 1 << 28;
    private static final long PLACE = 0xffff_ffffL;

    private final MarkArena arena = new MarkArena();
    private volatile AtomicLongArray slots;
    private int size;
    private int superseded;

    @SuppressWarnings("UnusedVariable") // written so that the compiler does not leave out what it is made of
    private long touched;

    @FunctionalInterface
    interface Visitor {
        void visit(ByteBuffer bytes, int from, int length);
    }

    /** Room for so many before it has to grow. */
    MarkTable(int expected) {
        int capacity = SMALLEST;
        while (capacity < LARGEST && isFull(expected, capacity)) {
            capacity <<= 1;
        }
        slots = new AtomicLongArray(capacity);
    }

    private static boolean isFull(int size, int capacity) {
        return size > capacity - capacity / 4;
    }

    /** Null where there is none. */
    @Nullable
    Mark get(MarkKey key) {
        AtomicLongArray current = slots;
        int mask = current.length() - 1;
        int part = part(key.high());
        for (int i = part & mask; ; i = (i + 1) & mask) {
            long slot = current.getAcquire(i);
            if (slot == 0) {
                return null;
            }
            int place = place(slot);
            if (part(slot) == part && holds(place, key.high(), key.low())) {
                return Mark.read(arena.piece(place), MarkArena.from(place), arena.length(place));
            }
        }
    }

    /** Keeps the mark in these bytes, unless a newer one of the same key is known. */
    void put(ByteBuffer mark, int from, int length) {
        long high = Mark.high(mark, from);
        int part = part(high);
        AtomicLongArray current = slots;
        int mask = current.length() - 1;
        for (int i = part & mask; ; i = (i + 1) & mask) {
            long slot = current.getPlain(i);
            int place = place(slot);
            if (slot == 0) {
                current.setRelease(i, slot(part, arena.add(mark, from, length)));
                size++;
                growIfFull();
                return;
            }
            if (part(slot) == part && holds(place, high, Mark.low(mark, from))) {
                if (Mark.supersedes(mark, from, arena.piece(place), MarkArena.from(place))) {
                    current.setRelease(i, slot(part, arena.add(mark, from, length)));
                    superseded++;
                }
                return;
            }
        }
    }

    /** Reads where that mark will be looked for, so that several can be waited for at once. */
    void touch(ByteBuffer mark, int from) {
        AtomicLongArray current = slots;
        touched += current.getPlain(part(Mark.high(mark, from)) & (current.length() - 1));
    }

    private boolean holds(int place, long high, long low) {
        ByteBuffer piece = arena.piece(place);
        int from = MarkArena.from(place);
        return Mark.high(piece, from) == high && Mark.low(piece, from) == low;
    }

    private void growIfFull() {
        AtomicLongArray current = slots;
        if (!isFull(size, current.length()) || current.length() >= LARGEST) {
            return;
        }
        AtomicLongArray larger = new AtomicLongArray(2 * current.length());
        int mask = larger.length() - 1;
        for (int i = 0; i < current.length(); i++) {
            long slot = current.getPlain(i);
            if (slot != 0) {
                int at = part(slot) & mask;
                while (larger.getPlain(at) != 0) {
                    at = (at + 1) & mask;
                }
                larger.setPlain(at, slot);
            }
        }
        slots = larger;
    }

    /** Shows every mark once; those that come or change meanwhile may or may not be seen as they are then. */
    void forEach(Visitor visitor) {
        AtomicLongArray current = slots;
        for (int i = 0; i < current.length(); i++) {
            long slot = current.getAcquire(i);
            if (slot != 0) {
                int place = place(slot);
                visitor.visit(arena.piece(place), MarkArena.from(place), arena.length(place));
            }
        }
    }

    /** How many marks end at or before that. */
    int endedBy(long now) {
        int[] ended = {0};
        forEach((bytes, from, length) -> ended[0] += now >= Mark.until(bytes, from) ? 1 : 0);
        return ended[0];
    }

    int size() {
        return size;
    }

    /** How many marks take room that newer ones have taken the place of. */
    int superseded() {
        return superseded;
    }

    private static long slot(int part, int place) {
        return ((long) part << Integer.SIZE) | (place & PLACE);
    }

    private static int part(long digestOrSlot) {
        return (int) (digestOrSlot >>> Integer.SIZE);
    }

    private static int place(long slot) {
        return (int) slot;
    }
}
