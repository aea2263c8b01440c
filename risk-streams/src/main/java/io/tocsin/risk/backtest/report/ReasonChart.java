// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import static io.tocsin.risk.backtest.report.DayChart.text;

import io.tocsin.risk.backtest.diff.Change;
import io.tocsin.risk.backtest.diff.Diff;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which rules the difference comes from: how many newly revoked and spared each counted in. */
final class ReasonChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 230;
    private static final int RIGHT = 60;
    private static final int ROW = 40;
    private static final int MOST = 12;

    /** @param revoked newly revoked it counted in */
    private record Row(String rule, int revoked, int spared) {}

    private ReasonChart() {}

    static String of(Diff diff) {
        List<Row> rows = rows(diff);
        if (rows.isEmpty()) {
            return "<p class=\"quiet\">Nobody is newly revoked, nobody spared.</p>\n";
        }
        int most = rows.stream()
                .mapToInt(row -> Math.max(row.revoked, row.spared))
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"reasons\">"
                        + "<title id=\"reasons\">Rules that counted in revocations which only one of the policies"
                        + " makes</title>%n",
                WIDTH,
                ROW * rows.size() + 8));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double middle = ROW * (i + 0.5);
            svg.append(text(LEFT - 16, middle + 4, "end", row.rule))
                    .append(bar(middle - 14, row.spared, most, "present"))
                    .append(bar(middle + 2, row.revoked, most, "candidate"));
        }
        return svg.append("</svg>\n").toString();
    }

    private static List<Row> rows(Diff diff) {
        Map<String, Row> rows = new HashMap<>();
        diff.changes(Change.Revoked.class)
                .forEach(change -> change.shown()
                        .reasons()
                        .forEach(reason -> rows.merge(reason.rule(), new Row(reason.rule(), 1, 0), ReasonChart::sum)));
        diff.changes(Change.Spared.class)
                .forEach(change -> change.shown()
                        .reasons()
                        .forEach(reason -> rows.merge(reason.rule(), new Row(reason.rule(), 0, 1), ReasonChart::sum)));
        return rows.values().stream()
                .sorted(Comparator.comparingInt((Row row) -> -row.revoked - row.spared)
                        .thenComparing(Row::rule))
                .limit(MOST)
                .toList();
    }

    private static Row sum(Row a, Row b) {
        return new Row(a.rule, a.revoked + b.revoked, a.spared + b.spared);
    }

    private static String bar(double y, int value, int most, String style) {
        double width = (WIDTH - LEFT - RIGHT) * value / (double) most;
        return String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"12\" rx=\"1.5\"/>%n",
                        style,
                        LEFT,
                        y,
                        Math.max(value == 0 ? 0 : 1.5, width))
                + text(LEFT + width + 8, y + 10.5, "start", Integer.toString(value));
    }
}
