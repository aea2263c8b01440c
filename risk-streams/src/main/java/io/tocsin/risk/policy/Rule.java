// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.risk.policy.condition.Condition;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sort of evidence is worth.
 *
 * @param of whose risk it is
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
        double weight,
        @Nullable Duration halfLife,
        double cap,
        @Nullable Condition clears) {
    public Rule {
        of = Set.copyOf(of);
    }
}
