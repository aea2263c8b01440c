// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sort of evidence is worth.
 *
 * @param of whose risk it is
 * @param window what the signals before have to look like; absent: each signal counts by itself
 * @param weight points one piece of evidence adds, above 0 to 100
 * @param halfLife time in which the points halve; absent: they stay until cleared
 * @param cap the most that all evidence under this rule adds together
 * @param clears takes earlier evidence under this rule back: that about the same finding or check, or all of it where
 *     the signal names neither
 */
public record Rule(
        String name,
        Set<PrincipalKind> of,
        Condition when,
        @Nullable Window window,
        double weight,
        @Nullable Duration halfLife,
        double cap,
        @Nullable Condition clears) {
    public Rule {
        of = Set.copyOf(of);
    }

    /** May a signal of that type change what the rule holds? Through a window any may: time goes on with it. */
    public boolean mayMind(SignalType type) {
        return window != null || when.mayHold(type) || (clears != null && clears.mayHold(type));
    }
}
