// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream's pending SETs that is in memory, oldest first, with its place in the store. Starts out behind:
 * what the store holds is loaded before anything newer is taken directly.
 *
 * @param <S> what a lane keeps of each SET
 */
public final class Window<S extends Window.Slot> {
    /** What a lane keeps of one SET. */
    public interface Slot {
        PendingSet set();
    }

    private final int capacity;
    private final TreeMap<Long, S> bySequence = new TreeMap<>();
    private final Map<String, S> byJti = new HashMap<>();
    private long loadedThrough = -1;
    private boolean behind = true;
    private boolean asked;

    public Window(int capacity) {
        this.capacity = capacity;
    }

    /** Can a SET that was just stored come in at once? If not, it is in the store and will be loaded in its turn. */
    public boolean admits(PendingSet set) {
        if (bySequence.containsKey(set.sequence())) {
            return false;
        }
        // read again after a crash, and long past: the store will not offer it again
        if (set.sequence() <= loadedThrough) {
            return true;
        }
        if (!behind && bySequence.size() >= capacity) {
            behind = true;
        }
        return !behind;
    }

    public void add(S slot) {
        bySequence.put(slot.set().sequence(), slot);
        byJti.put(slot.set().jti(), slot);
        loadedThrough = Math.max(loadedThrough, slot.set().sequence());
    }

    public boolean holds(long sequence) {
        return bySequence.containsKey(sequence);
    }

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

    public int room() {
        return behind ? Math.max(0, capacity - bySequence.size()) : 0;
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

    public long loadedThrough() {
        return loadedThrough;
    }

    public void clear() {
        bySequence.clear();
        byJti.clear();
    }
}
