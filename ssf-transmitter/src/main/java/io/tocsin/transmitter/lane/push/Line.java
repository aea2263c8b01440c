// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.order.Urgency;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The SETs of one order key, in order. All are as urgent as the most urgent of them: what it waits for is carried
 * along.
 */
final class Line {
    private final Deque<PushSlot> slots = new ArrayDeque<>(2);
    private Urgency urgency = Urgency.BULK;

    void add(PushSlot slot) {
        slots.addLast(slot);
        urgency = urgency.orMoreUrgent(slot.urgency());
    }

    void remove(PushSlot slot) {
        slots.remove(slot);
        if (slot.urgency() == urgency) {
            urgency = slots.stream().map(PushSlot::urgency).reduce(Urgency.BULK, Urgency::orMoreUrgent);
        }
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    PushSlot head() {
        return slots.getFirst();
    }

    Urgency urgency() {
        return urgency;
    }
}
