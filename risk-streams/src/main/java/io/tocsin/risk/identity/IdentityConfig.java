// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import java.time.Duration;

/**
 * How long the identity stage remembers what.
 *
 * @param sessionLifetime a session of which nothing is heard for so long is over; 30 days where not given
 * @param sessionKept a session that is over is forgotten after so long: longer than any source is late, because a
 *     straggler of a forgotten session opens it again; 7 days where not given
 * @param parkedFor a signal that names nobody known waits for so long that somebody is; 1 hour where not given
 * @param parkedLimit how many wait at once in one tenant shard, 1 to 1,000,000; 10,000 where not given or 0
 */
public record IdentityConfig(Duration sessionLifetime, Duration sessionKept, Duration parkedFor, int parkedLimit) {
    public IdentityConfig {
        sessionLifetime = sessionLifetime == null ? Duration.ofDays(30) : sessionLifetime;
        sessionKept = sessionKept == null ? Duration.ofDays(7) : sessionKept;
        parkedFor = parkedFor == null ? Duration.ofHours(1) : parkedFor;
        parkedLimit = parkedLimit == 0 ? 10_000 : parkedLimit;
        requirePositive("session-lifetime", sessionLifetime);
        requirePositive("session-kept", sessionKept);
        requirePositive("parked-for", parkedFor);
        if (parkedLimit < 1 || parkedLimit > 1_000_000) {
            throw new IllegalArgumentException(
                    "risk.identity.parked-limit is " + parkedLimit + ", expected 1 to 1000000");
        }
    }

    /** What holds where nothing is configured. */
    public static IdentityConfig standard() {
        return new IdentityConfig(Duration.ofDays(30), Duration.ofDays(7), Duration.ofHours(1), 10_000);
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("risk.identity." + key + " is " + value + ", expected more than 0");
        }
    }
}
