// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.transmitter.lane.order.Precedence;
import io.tocsin.transmitter.lane.order.Urgency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which SETs a poll gets, and in which order: the more urgent first, within bounds, and those of one subject in order.
 */
final class HandOut {
    private static final Deque<PollSlot> NOBODY = new ArrayDeque<>(1);

    private final Precedence precedence = new Precedence();

    /**
     * The first {@code max} of what is due.
     *
     * @param due oldest first
     */
    List<PollSlot> choose(Collection<PollSlot> due, int max) {
        Map<String, Urgency> ofKey = new HashMap<>();
        due.forEach(slot -> ofKey.merge(slot.orderKey(), slot.urgency(), Urgency::orMoreUrgent));
        Map<Urgency, Deque<PollSlot>> waiting = new EnumMap<>(Urgency.class);
        for (PollSlot slot : due) {
            waiting.computeIfAbsent(ofKey.getOrDefault(slot.orderKey(), slot.urgency()), u -> new ArrayDeque<>())
                    .addLast(slot);
        }
        List<PollSlot> chosen = new ArrayList<>();
        while (chosen.size() < max) {
            Optional<Deque<PollSlot>> turn = precedence
                    .next(urgency -> !waiting.getOrDefault(urgency, NOBODY).isEmpty())
                    .map(waiting::get);
            if (turn.isEmpty()) {
                break;
            }
            chosen.add(turn.get().removeFirst());
        }
        return chosen;
    }
}
