// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Moments as people write them. */
public final class Moments {
    private Moments() {}

    /**
     * A time with its offset, a day (its beginning, UTC), or how long ago it was.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Instant parse(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException noDay) {
                return ago(text, now);
            }
        }
    }

    private static Instant ago(String text, Instant now) {
        try {
            return now.minus(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "found " + text
                            + ", expected a time (2026-03-02T08:00:00Z), a day (2026-03-02), or how long ago (7d)",
                    e);
        }
    }
}
