// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How much the policy may revoke by itself before a person has to look. Once one more revocation would go beyond both
 * {@code minimum} and {@code share} it is held for approval; what a source or an operator ordered outright still goes.
 *
 * @param share of the principals of that kind that are known, above 0 to 1
 * @param minimum revocations that are never too many
 * @param within counted over this time, by event time
 * @param hold how long a held revocation waits for approval, after which it lapses
 * @param by what is counted apart: one of them over its limit is enough
 */
public record Breaker(double share, int minimum, Duration within, Duration hold, Set<By> by) {
    /** In force where a document says nothing. */
    public static final Breaker DEFAULT =
            new Breaker(0.05, 10, Duration.ofMinutes(10), Duration.ofDays(1), EnumSet.allOf(By.class));

    public Breaker {
        by = Set.copyOf(by);
    }

    /** What revocations are counted by. */
    public enum By {
        TENANT,
        POLICY,
        /** The connector whose signal brought it about. */
        CONNECTOR
    }
}
