// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream's pending SETs that is in memory. Starts out behind: while the store holds what is not here,
 * nothing comes in but what the owner of the store chooses. A part of the room is kept for urgent SETs, so that they
 * need not wait for others to leave.
 *
 * @param <S> what a lane keeps of each SET
 */
public final class Window<S extends LaneSlot> {
    private static final int KEPT_FOR_URGENT = 4;

    private final int capacity;
    private final TreeMap<Long, S> bySequence = new TreeMap<>();
    private final Map<String, S> byJti = new HashMap<>();
    private boolean behind = true;
    private boolean asked;

    public Window(int capacity) {
        this.capacity = capacity;
    }

    /** Can a SET that was just stored come in at once? If not, the window is behind from now on. */
    public boolean admits() {
        if (!behind && bySequence.size() >= capacity) {
            behind = true;
        }
        return !behind;
    }

    public void add(S slot) {
        bySequence.put(slot.set().sequence(), slot);
        byJti.put(slot.set().jti(), slot);
    }

    public boolean holds(long sequence) {
        return bySequence.containsKey(sequence);
    }

    /**
     * It has been filled from the store.
     *
     * @param all the store holds nothing that is not here
     */
    public void loaded(boolean all) {
        behind = !all;
        asked = false;
    }

    public @Nullable S remove(long sequence) {
        S slot = bySequence.remove(sequence);
        if (slot != null) {
            byJti.remove(slot.set().jti(), slot);
        }
        return slot;
    }

    public Optional<S> byJti(String jti) {
        return Optional.ofNullable(byJti.get(jti));
    }

    /** Oldest first. */
    public Collection<S> slots() {
        return bySequence.values();
    }

    public boolean holdsElsewhere(PendingSet set) {
        S slot = byJti.get(set.jti());
        return slot != null && slot.set().sequence() != set.sequence();
    }

    public int size() {
        return bySequence.size();
    }

    public Lane.Room room() {
        return new Lane.Room(
                Math.max(0, capacity - bySequence.size()),
                Math.max(0, capacity + capacity / KEPT_FOR_URGENT - bySequence.size()));
    }

    /** True once each time it is worth reading the store again: half empty, so that reads stay few. */
    public boolean wantsMore() {
        if (!behind || asked || bySequence.size() > capacity / 2) {
            return false;
        }
        asked = true;
        return true;
    }

    public boolean behind() {
        return behind;
    }

    public void clear() {
        bySequence.clear();
        byJti.clear();
    }
}
