// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.pace;

import io.tocsin.connectors.vendor.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What vendors say of their limits: {@code Retry-After} in both forms (RFC 9110 §10.2.3), and the headers
 * {@code X-Rate-Limit-*} and {@code X-RateLimit-*}. Their clocks are not ours, so a time is believed only within an
 * hour.
 *
 * @param limit questions in a window
 * @param remaining of them
 * @param reset when the window ends
 */
public record RateHeaders(
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant reset) {
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Below this a number is a duration in seconds, above a time since 1970. */
    private static final long FIRST_EPOCH = 100_000_000;

    /** What an answer says; what it does not say is absent. */
    public static RateHeaders of(Reply reply, Instant now) {
        Long reset = number(reply, "Reset");
        return new RateHeaders(
                number(reply, "Limit"),
                number(reply, "Remaining"),
                reset == null ? null : bounded(instant(reset, now), now));
    }

    /** When the vendor may be asked again; absent where it does not say. */
    public static @Nullable Instant notBefore(Reply reply, Instant now) {
        Instant after = retryAfter(reply, now);
        if (after == null && reply.status() == 429) {
            Instant reset = of(reply, now).reset;
            return reset != null && reset.isAfter(now) ? reset : null;
        }
        return after;
    }

    private static @Nullable Instant retryAfter(Reply reply, Instant now) {
        String text = reply.header("Retry-After");
        if (text == null) {
            text = reply.header("X-RateLimit-RetryAfter");
        }
        if (text == null) {
            return null;
        }
        try {
            return bounded(instant(Long.parseLong(text.strip()), now), now);
        } catch (NumberFormatException aDate) {
            return date(text, now);
        }
    }

    private static @Nullable Instant date(String text, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(at, now);
        } catch (DateTimeException neither) {
            return null;
        }
    }

    private static @Nullable Long number(Reply reply, String name) {
        String text = reply.header("X-Rate-Limit-" + name);
        if (text == null) {
            text = reply.header("X-RateLimit-" + name);
        }
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static Instant instant(long seconds, Instant now) {
        long bounded = Math.clamp(seconds, 0, 253_402_300_799L);
        return bounded < FIRST_EPOCH ? now.plusSeconds(bounded) : Instant.ofEpochSecond(bounded);
    }

    private static Instant bounded(Instant at, Instant now) {
        Instant latest = now.plus(LONGEST);
        return at.isAfter(latest) ? latest : at;
    }
}
