// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.order.Precedence;
import io.tocsin.transmitter.lane.order.Urgency;
import io.tocsin.transmitter.lane.push.PushState.BackingOff;
import io.tocsin.transmitter.lane.push.PushState.InFlight;
import io.tocsin.transmitter.lane.push.PushState.Sendable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who may go next. SETs with the same order key go one by one, in order; the first of them that failed holds back the
 * others, and nobody else. Among keys the more urgent goes first, within bounds. While the stream's own status waits or
 * is under way, nothing else goes. Not thread-safe, and without a clock of its own.
 */
final class LaneQueue {
    private static final Comparator<PushSlot> BY_SEQUENCE =
            Comparator.comparingLong(slot -> slot.set().sequence());

    private final Map<String, Line> lines = new HashMap<>();
    /** The heads of lines that may go, by the urgency of their line. */
    private final Map<Urgency, NavigableSet<PushSlot>> ready = new EnumMap<>(Urgency.class);

    private final NavigableSet<PushSlot> backingOff =
            new TreeSet<>(Comparator.comparing(LaneQueue::notBefore).thenComparing(BY_SEQUENCE));
    private final Precedence precedence = new Precedence();
    private int inFlight;
    private int updates;

    LaneQueue() {
        for (Urgency urgency : Urgency.values()) {
            ready.put(urgency, new TreeSet<>(BY_SEQUENCE));
        }
    }

    void add(PushSlot slot) {
        Line line = lines.computeIfAbsent(slot.orderKey(), key -> new Line());
        boolean first = line.isEmpty();
        Urgency before = line.urgency();
        line.add(slot);
        if (first) {
            ready(line.urgency()).add(slot);
        } else if (line.urgency() != before && ready(before).remove(line.head())) {
            ready(line.urgency()).add(line.head());
        }
        if (slot.urgency() == Urgency.STREAM_UPDATED) {
            updates++;
        }
    }

    /** Takes up to {@code max} SETs whose turn it is; each is in flight from now on. */
    List<PushSlot> take(int max, boolean updatesOnly, Instant now) {
        while (!backingOff.isEmpty() && !notBefore(backingOff.first()).isAfter(now)) {
            PushSlot due = removeFirst(backingOff);
            ready(urgencyOf(due)).add(due);
        }
        List<PushSlot> taken = new ArrayList<>(0);
        while (taken.size() < max) {
            Optional<Urgency> turn = updatesOnly || updates > 0
                    ? Optional.of(Urgency.STREAM_UPDATED).filter(this::isReady)
                    : precedence.next(this::isReady);
            if (turn.isEmpty()) {
                break;
            }
            PushSlot slot = removeFirst(ready(turn.get()));
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
        release(slot);
    }

    void failed(PushSlot slot, InFlight state, Instant notBefore) {
        slot.become(state.failed(notBefore));
        inFlight--;
        backingOff.add(slot);
    }

    /** Drops a SET that is not in flight; one that is stays until it comes back. */
    boolean drop(PushSlot slot) {
        return switch (slot.state()) {
            case PushState.Waiting waiting -> dropped(slot);
            case BackingOff failed -> dropped(slot);
            case InFlight away -> false;
            case PushState.Ended over -> false;
        };
    }

    private boolean dropped(PushSlot slot) {
        ready(urgencyOf(slot)).remove(slot);
        backingOff.remove(slot);
        release(slot);
        return true;
    }

    /** Those that failed may be tried at once: whatever they waited for is said to be over. */
    void retryNow(Instant now) {
        List<PushSlot> failed = List.copyOf(backingOff);
        backingOff.clear();
        for (PushSlot slot : failed) {
            if (slot.state() instanceof BackingOff state) {
                slot.become(new BackingOff(state.attempts(), now));
                backingOff.add(slot);
            }
        }
    }

    /** When the next failed SET may be tried again. */
    Optional<Instant> nextDue() {
        return backingOff.isEmpty() ? Optional.empty() : Optional.of(notBefore(backingOff.first()));
    }

    /** Could something go now, if it were let? */
    boolean hasReady() {
        for (NavigableSet<PushSlot> heads : ready.values()) {
            if (!heads.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    int inFlight() {
        return inFlight;
    }

    void clear() {
        lines.clear();
        ready.values().forEach(NavigableSet::clear);
        backingOff.clear();
    }

    private void release(PushSlot slot) {
        if (slot.urgency() == Urgency.STREAM_UPDATED) {
            updates--;
        }
        Line line = lines.get(slot.orderKey());
        if (line == null || line.isEmpty()) {
            return;
        }
        PushSlot headBefore = line.head();
        Urgency before = line.urgency();
        line.remove(slot);
        if (line.isEmpty()) {
            lines.remove(slot.orderKey());
        } else if (headBefore == slot) {
            ready(line.urgency()).add(line.head());
        } else if (line.urgency() != before && ready(before).remove(headBefore)) {
            ready(line.urgency()).add(headBefore);
        }
    }

    private boolean isReady(Urgency urgency) {
        return !ready(urgency).isEmpty();
    }

    private Urgency urgencyOf(PushSlot slot) {
        Line line = lines.get(slot.orderKey());
        return line == null ? slot.urgency() : line.urgency();
    }

    @SuppressWarnings("NullAway") // every urgency has its set from the start
    private NavigableSet<PushSlot> ready(Urgency urgency) {
        return ready.get(urgency);
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
