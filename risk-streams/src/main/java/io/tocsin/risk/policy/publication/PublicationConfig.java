// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How policies come into force.
 *
 * @param soak how long a shadow is to be watched before it is promoted, 1 day where not given; promoting it earlier
 *     needs a reason
 * @param reminder after how long a shadow is reported as left behind, 14 days where not given
 */
public record PublicationConfig(
        @Nullable Duration soak, @Nullable Duration reminder) {
    public static final PublicationConfig DEFAULT = new PublicationConfig(null, null);

    public PublicationConfig {
        if (soak != null && soak.isNegative()) {
            throw new IllegalArgumentException("risk.policies.soak is " + soak + ", expected 0 or more");
        }
        if (reminder != null && !reminder.isPositive()) {
            throw new IllegalArgumentException(
                    "risk.policies.reminder is " + reminder + ", expected more than nothing");
        }
    }

    Duration soakOrDefault() {
        return soak == null ? Duration.ofDays(1) : soak;
    }

    Duration reminderOrDefault() {
        return reminder == null ? Duration.ofDays(14) : reminder;
    }
}
