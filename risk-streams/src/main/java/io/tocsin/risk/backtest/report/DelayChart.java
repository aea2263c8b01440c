// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import static io.tocsin.risk.backtest.report.DayChart.line;
import static io.tocsin.risk.backtest.report.DayChart.text;

import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.backtest.measure.Measured.Caught;
import io.tocsin.risk.backtest.report.Report.Labelled;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** How long each kind of attack goes on: from the tenth to the ninetieth of a hundred caught ones, with the median. */
final class DelayChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 170;
    private static final int RIGHT = 150;
    private static final int ROW = 48;
    private static final int TOP = 28;
    private static final Map<Integer, String> TICKS =
            Map.of(1, "1 s", 10, "10 s", 60, "1 min", 600, "10 min", 3_600, "1 h", 21_600, "6 h", 86_400, "24 h");
    private static final double LONGEST = Math.log10(86_400 * 1.5);

    private DelayChart() {}

    static String of(Labelled labelled) {
        Measured candidate = labelled.candidate();
        int height = TOP + ROW * candidate.kinds().size() + 12;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"delays\">"
                        + "<title id=\"delays\">Time to revocation by kind of attack, candidate beside present policy;"
                        + " the table below has the same figures</title>%n",
                WIDTH,
                height));
        TICKS.forEach((seconds, label) -> {
            double x = x(Duration.ofSeconds(seconds));
            svg.append(line(x, TOP - 4, x, height - 8, "grid")).append(text(x, TOP - 12, "middle", label));
        });
        svg.append(text(WIDTH - RIGHT + 24, TOP - 12, "start", "caught"));
        int row = 0;
        for (Map.Entry<String, Caught> kind : candidate.kinds().entrySet()) {
            double middle = TOP + ROW * (row + 0.5);
            svg.append(text(LEFT - 16, middle + 4, "end", kind.getKey()));
            Caught present = labelled.present().kinds().get(kind.getKey());
            if (present != null) {
                svg.append(range(present, middle - 9, "present"));
            }
            svg.append(range(kind.getValue(), middle + 9, "candidate"));
            row++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String range(Caught caught, double y, String style) {
        String share = caught.delays().size() + " of " + caught.attacks() + ", " + Words.percent(caught.recall());
        String counted = text(WIDTH - RIGHT + 24, y + 4, "start", share);
        if (caught.delays().isEmpty()) {
            return counted;
        }
        return String.format(
                        Locale.ROOT,
                        "<line class=\"range %s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                                + "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"><title>median %s</title></circle>%n",
                        style,
                        x(caught.percentile(0.1)),
                        y,
                        x(caught.percentile(0.9)),
                        y,
                        style,
                        x(caught.percentile(0.5)),
                        y,
                        Words.span(caught.percentile(0.5)))
                + counted;
    }

    /** Logarithmic; what is shorter than a second counts as one. */
    private static double x(Duration delay) {
        double share = Math.log10(Math.max(1, delay.toMillis() / 1_000.0)) / LONGEST;
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, share);
    }
}
