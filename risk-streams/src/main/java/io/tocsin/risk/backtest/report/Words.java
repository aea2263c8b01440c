// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import io.tocsin.risk.backtest.consequence.Consequence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, times and reasons as people read them. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@code 45 s}, {@code 3.5 min}, {@code 2.1 h}, {@code 1.4 d}. */
    public static String span(Duration span) {
        double seconds = span.abs().toMillis() / 1_000.0;
        if (seconds < 90) {
            return number(seconds) + " s";
        } else if (seconds < 90 * 60) {
            return number(seconds / 60) + " min";
        } else if (seconds < 36 * 3_600) {
            return number(seconds / 3_600) + " h";
        }
        return number(seconds / 86_400) + " d";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 9.95 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** UTC, to the second. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** {@code threat-high 50, device-not-compliant 40}. */
    public static String reasons(Consequence consequence) {
        return consequence.reasons().isEmpty()
                ? "no points: a signal said so"
                : consequence.reasons().stream()
                        .map(reason -> reason.rule() + String.format(Locale.ROOT, " %.0f", reason.points()))
                        .collect(Collectors.joining(", "));
    }

    /** Whom it is about, the most particular last. */
    public static String subject(Consequence consequence) {
        StringBuilder subject = new StringBuilder();
        for (@Nullable
        String part : new @Nullable String[] {consequence.user(), consequence.device(), consequence.session()}) {
            if (part != null) {
                subject.append(subject.isEmpty() ? "" : " / ").append(part);
            }
        }
        return subject.isEmpty() ? consequence.principal().text() : subject.toString();
    }
}
