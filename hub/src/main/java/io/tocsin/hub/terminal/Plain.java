// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and counts in words that need no explanation. */
public final class Plain {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Plain() {}

    /** Without control characters: what somebody else wrote must not command the terminal. */
    public static String safe(String text) {
        return text.codePoints().noneMatch(Plain::commands)
                ? text
                : text.codePoints()
                        .map(c -> commands(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean commands(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** UTC, to the second. */
    public static String time(Instant at) {
        return SECONDS.format(at);
    }

    /** {@code 2026-11-22 09:41:10Z (3 min ago)}, or {@code (in 3 min)}. */
    public static String time(Instant at, Instant now) {
        return time(at) + (at.isAfter(now) ? " (in " + span(now, at) + ")" : " (" + span(at, now) + " ago)");
    }

    /** The larger unit of a length of time, and the next one where it says much: {@code 45 s}, {@code 1 h 10 min}. */
    public static String span(Instant from, Instant to) {
        Duration span = Duration.between(from, to).abs();
        if (span.toDays() > 1) {
            return span.toDays() + " d" + more(span.toHoursPart(), "h", span.toDays() < 10);
        } else if (span.toHours() > 0) {
            return span.toHours() + " h" + more(span.toMinutesPart(), "min", span.toHours() < 10);
        } else if (span.toMinutes() > 0) {
            return span.toMinutes() + " min" + more(span.toSecondsPart(), "s", span.toMinutes() < 10);
        }
        return span.toSeconds() + " s";
    }

    private static String more(int count, String unit, boolean worthwhile) {
        return worthwhile && count > 0 ? " " + count + " " + unit : "";
    }

    /** {@code 1 SET}, {@code 12 SETs}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
