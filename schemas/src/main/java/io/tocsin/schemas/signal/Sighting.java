// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A user on a device. {@code seen} is when last, by event time and to the hour. */
public record Sighting(CanonicalId user, Instant seen) {
    public Sighting {
        requireNonNull(user, "user");
        seen = requireNonNull(seen, "seen").truncatedTo(ChronoUnit.MICROS);
    }
}
