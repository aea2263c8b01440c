// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old, or how far ahead, a signed timestamp may be. */
final class Skew {
    private static final Duration USUAL = Duration.ofMinutes(5);

    private Skew() {}

    static Duration of(@Nullable Duration maxSkew) {
        Duration skew = maxSkew == null ? USUAL : maxSkew;
        if (skew.isNegative() || skew.isZero() || skew.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "authentication.max-skew is " + skew + ", expected more than nothing and at most PT1H");
        }
        return skew;
    }

    /** @param seconds since the epoch, in decimal */
    static boolean within(Duration maxSkew, @Nullable String seconds, Instant now) {
        if (seconds == null
                || seconds.isEmpty()
                || seconds.length() > 12
                || !seconds.chars().allMatch(Skew::digit)) {
            return false;
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(seconds));
        return Duration.between(signed, now).abs().compareTo(maxSkew) <= 0;
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
