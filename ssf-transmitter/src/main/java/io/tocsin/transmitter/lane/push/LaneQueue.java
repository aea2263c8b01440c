// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.push.PushState.BackingOff;
import io.tocsin.transmitter.lane.push.PushState.InFlight;
import io.tocsin.transmitter.lane.push.PushState.Sendable;
import io.tocsin.transmitter.lane.push.PushState.Waiting;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who may go next. SETs with the same order key go one by one, in order; the first of them that failed holds back the
 * others, and nobody else. Not thread-safe, and without a clock of its own.
 */
final class LaneQueue {
    private static final Comparator<PushSlot> BY_SEQUENCE =
            Comparator.comparingLong(slot -> slot.set().sequence());

    private final Map<String, Deque<PushSlot>> byKey = new HashMap<>();
    private final NavigableSet<PushSlot> ready = new TreeSet<>(BY_SEQUENCE);
    private final NavigableSet<PushSlot> backingOff =
            new TreeSet<>(Comparator.comparing(LaneQueue::notBefore).thenComparing(BY_SEQUENCE));
    private int inFlight;

    void add(PushSlot slot) {
        Deque<PushSlot> sameKey = byKey.computeIfAbsent(slot.orderKey(), key -> new ArrayDeque<>(2));
        sameKey.addLast(slot);
        if (sameKey.size() == 1) {
            ready.add(slot);
        }
    }

    /** Takes up to {@code max} SETs, the oldest first; each is in flight from now on. */
    List<PushSlot> take(int max, Instant now) {
        while (!backingOff.isEmpty() && !notBefore(backingOff.first()).isAfter(now)) {
            ready.add(removeFirst(backingOff));
        }
        List<PushSlot> taken = new ArrayList<>();
        while (taken.size() < max && !ready.isEmpty()) {
            PushSlot slot = removeFirst(ready);
            slot.become(((Sendable) slot.state()).send());
            taken.add(slot);
            inFlight++;
        }
        return taken;
    }

    /** Its delivery is over; the next with the same key may go. */
    void ended(PushSlot slot, InFlight state) {
        slot.become(state.ended());
        inFlight--;
        releaseKey(slot);
    }

    void failed(PushSlot slot, InFlight state, Instant notBefore) {
        slot.become(state.failed(notBefore));
        inFlight--;
        backingOff.add(slot);
    }

    /** Drops a SET that is not in flight; one that is stays until it comes back. */
    boolean drop(PushSlot slot) {
        return switch (slot.state()) {
            case Waiting waiting -> {
                ready.remove(slot);
                releaseKey(slot);
                yield true;
            }
            case BackingOff failed -> {
                ready.remove(slot);
                backingOff.remove(slot);
                releaseKey(slot);
                yield true;
            }
            case InFlight away -> false;
            case PushState.Ended over -> false;
        };
    }

    /** When the next failed SET may be tried again. */
    Optional<Instant> nextDue() {
        return backingOff.isEmpty() ? Optional.empty() : Optional.of(notBefore(backingOff.first()));
    }

    int inFlight() {
        return inFlight;
    }

    void clear() {
        byKey.clear();
        ready.clear();
        backingOff.clear();
    }

    private void releaseKey(PushSlot slot) {
        Deque<PushSlot> sameKey = byKey.get(slot.orderKey());
        if (sameKey == null) {
            return;
        }
        boolean wasHead = sameKey.peekFirst() == slot;
        sameKey.remove(slot);
        if (sameKey.isEmpty()) {
            byKey.remove(slot.orderKey());
        } else if (wasHead) {
            ready.add(sameKey.getFirst());
        }
    }

    private static PushSlot removeFirst(NavigableSet<PushSlot> slots) {
        PushSlot first = slots.first();
        slots.remove(first);
        return first;
    }

    private static Instant notBefore(PushSlot slot) {
        return slot.state() instanceof BackingOff failed ? failed.notBefore() : Instant.MIN;
    }
}
