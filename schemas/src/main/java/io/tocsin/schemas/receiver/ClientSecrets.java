// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's secret, and the one before it while both are good.
 *
 * @param former null if there is none
 * @param formerUntil when the former one ends; null where there is none
 */
public record ClientSecrets(
        SecretHash current,
        @Nullable SecretHash former,
        @Nullable Instant formerUntil) {
    public ClientSecrets {
        requireNonNull(current, "current");
        if ((former == null) != (formerUntil == null)) {
            throw new IllegalArgumentException("one of former and formerUntil is missing, expected both or neither");
        }
        formerUntil = formerUntil == null ? null : formerUntil.truncatedTo(ChronoUnit.MICROS);
    }

    public static ClientSecrets of(SecretHash only) {
        return new ClientSecrets(only, null, null);
    }

    /** The former one, if it is still good. */
    public @Nullable SecretHash former(Instant now) {
        return formerUntil != null && now.isBefore(formerUntil) ? former : null;
    }
}
