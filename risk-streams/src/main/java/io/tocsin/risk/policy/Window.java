// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.risk.policy.condition.Expression;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of the signals before the one that matches it, by event time: that one counts only if, together with
 * those of the same principal within {@link #within()} before it, both ends included, the window holds.
 */
public sealed interface Window {
    /** How far back it looks. */
    Duration within();

    /** Which signals it looks at; absent: those that match the rule itself. */
    @Nullable
    Condition over();

    /** At least so many signals, the matching one among them if {@code over} takes it in. */
    record Count(int atLeast, Duration within, @Nullable Condition over) implements Window {}

    /** At least so many different values; signals without a value do not count. */
    record Distinct(
            Expression of,
            int atLeast,
            Duration within,
            @Nullable Condition over) implements Window {}

    /** On average at least so many signals in each {@code per}, which is at most {@code within}. */
    record Rate(
            double atLeast,
            Duration per,
            Duration within,
            @Nullable Condition over) implements Window {
        /** How many signals within the window that is. */
        public double count() {
            return atLeast * within.toMillis() / per.toMillis();
        }
    }

    /**
     * The matching signal's value has not been there within the window before.
     *
     * @param history how long signals that {@code over} takes in must have been known of this principal; before that
     *     everything is new, and nothing is said
     */
    record FirstSeen(
            Expression of,
            Duration within,
            Duration history,
            @Nullable Condition over) implements Window {}

    /**
     * The way from where the signal before was, by the coordinates in both, takes a speed that nobody travels at.
     * Signals without coordinates, or behind a proxy, do not count.
     *
     * @param fasterThan km/h
     * @param beyond km; less than that is how far addresses are off
     */
    record Travel(
            double fasterThan,
            double beyond,
            Duration within,
            @Nullable Condition over) implements Window {}
}
