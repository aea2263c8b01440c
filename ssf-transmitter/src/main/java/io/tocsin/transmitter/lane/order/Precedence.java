// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.order;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose turn it is: the most urgent first, but whoever waits is passed over at most {@value #MOST_PASSED_OVER} times in
 * a row before the oldest of his is let through. The stream's own status is never made to wait. Not thread-safe.
 */
public final class Precedence {
    /** With three classes waiting for ever, none is passed over more often than twice this. */
    public static final int MOST_PASSED_OVER = 8;

    private static final Urgency[] ALL = Urgency.values();

    private final Map<Urgency, Integer> passedOver = new EnumMap<>(Urgency.class);

    /** The class whose turn it is, of those that have something waiting; empty if none has. */
    public Optional<Urgency> next(Predicate<Urgency> waiting) {
        Urgency turn = null;
        Urgency starved = null;
        for (Urgency urgency : ALL) {
            if (!waiting.test(urgency)) {
                continue;
            }
            if (turn == null) {
                turn = urgency;
            } else if (passedOver(urgency) >= MOST_PASSED_OVER
                    && (starved == null || passedOver(urgency) > passedOver(starved))) {
                starved = urgency;
            }
        }
        if (turn == null || turn == Urgency.STREAM_UPDATED) {
            return Optional.ofNullable(turn);
        }
        Urgency chosen = starved == null ? turn : starved;
        for (Urgency urgency : ALL) {
            if (urgency != chosen && turn.before(urgency) && waiting.test(urgency)) {
                passedOver.merge(urgency, 1, Integer::sum);
            }
        }
        passedOver.remove(chosen);
        return Optional.of(chosen);
    }

    private int passedOver(Urgency urgency) {
        return passedOver.getOrDefault(urgency, 0);
    }
}
