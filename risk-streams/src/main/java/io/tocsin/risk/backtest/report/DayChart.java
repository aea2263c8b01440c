// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import io.tocsin.risk.backtest.diff.Diff.Counts;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Revocations by day, two bars a day. */
final class DayChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 230;
    private static final int LEFT = 46;
    private static final int BOTTOM = 30;
    private static final int TOP = 12;
    private static final int LABELS = 16;

    private DayChart() {}

    static String of(SortedMap<LocalDate, Counts> byDay) {
        if (byDay.isEmpty()) {
            return "<p class=\"quiet\">Neither policy revokes anything.</p>\n";
        }
        SortedMap<LocalDate, Counts> days = whole(byDay);
        int most = days.values().stream()
                .mapToInt(c -> Math.max(c.candidate(), c.present()))
                .max()
                .orElse(1);
        int top = nice(most);
        double step = (WIDTH - LEFT - 4) / (double) days.size();
        double bar = Math.min(16, step * 0.4);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"by-day\">"
                        + "<title id=\"by-day\">Revocations by day, candidate beside present policy</title>%n",
                WIDTH,
                HEIGHT));
        for (int tick = 0; tick <= 4; tick++) {
            double value = top * tick / 4.0;
            double y = y(value, top);
            svg.append(line(LEFT, y, WIDTH, y, tick == 0 ? "axis" : "grid"))
                    .append(text(
                            LEFT - 8,
                            y + 4,
                            "end",
                            String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value)));
        }
        int index = 0;
        int every = Math.max(1, (int) Math.ceil(days.size() / (double) LABELS));
        for (Map.Entry<LocalDate, Counts> day : days.entrySet()) {
            double middle = LEFT + step * (index + 0.5);
            svg.append(bar(middle - bar - 0.5, day.getValue().present(), bar, top, "present", day.getKey(), "present"))
                    .append(bar(
                            middle + 0.5,
                            day.getValue().candidate(),
                            bar,
                            top,
                            "candidate",
                            day.getKey(),
                            "candidate"));
            if (index % every == 0) {
                svg.append(text(
                        middle,
                        HEIGHT - 10,
                        "middle",
                        String.format(
                                Locale.ROOT,
                                "%02d-%02d",
                                day.getKey().getMonthValue(),
                                day.getKey().getDayOfMonth())));
            }
            index++;
        }
        return svg.append("</svg>\n").toString();
    }

    /** Days without a revocation are days, too. */
    private static SortedMap<LocalDate, Counts> whole(SortedMap<LocalDate, Counts> byDay) {
        SortedMap<LocalDate, Counts> days = new TreeMap<>(byDay);
        for (LocalDate day = byDay.firstKey(); day.isBefore(byDay.lastKey()); day = day.plusDays(1)) {
            days.putIfAbsent(day, new Counts(0, 0));
        }
        return days;
    }

    private static int nice(int most) {
        int power = 1;
        while (power * 10 <= most) {
            power *= 10;
        }
        for (int factor : new int[] {1, 2, 4, 5, 8, 10}) {
            if (power * factor >= most) {
                return Math.max(4, power * factor);
            }
        }
        return power * 10;
    }

    private static double y(double value, int top) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
    }

    private static String bar(double x, int value, double width, int top, String style, LocalDate day, String whose) {
        double y = y(value, top);
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\"><title>%s, %s: %d"
                        + "</title></rect>%n",
                style,
                x,
                y,
                width,
                HEIGHT - BOTTOM - y,
                day,
                whose,
                value);
    }

    static String line(double x1, double y1, double x2, double y2, String style) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    static String text(double x, double y, String anchor, String plain) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                Html.escaped(plain));
    }
}
