// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.backtest.diff.Change;
import io.tocsin.risk.backtest.diff.Diff;
import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.backtest.measure.Measured.Caught;
import io.tocsin.risk.backtest.report.Report.Labelled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as one page: no script, nothing from elsewhere, light or dark as the reader has it. */
public final class HtmlReport {
    /** Rows of a table of subjects; the JSON has all of them. */
    private static final int MOST = 200;

    private HtmlReport() {}

    public static String of(Report report) {
        Html page = new Html();
        page.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .text("Backtest of " + report.candidate().title())
                .markup("</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        head(page, report);
        if (report.labelled() != null) {
            labelled(page, report.labelled());
        }
        page.heading("Revocations by day").markup(DayChart.of(report.diff().byDay()));
        page.heading("Rules behind the difference")
                .paragraph("How many revocations that only one of the two makes each rule counted in.")
                .markup(ReasonChart.of(report.diff()));
        subjects(page, report.diff());
        others(page, report.diff());
        return page.markup("</main>\n</body>\n</html>\n").toString();
    }

    private static void head(Html page, Report report) {
        Diff diff = report.diff();
        page.markup("<header><h1>")
                .text("Backtest of " + report.candidate().title())
                .markup("</h1>\n<p>");
        page.text("Beside " + report.present().title() + ". "
                + Words.count(report.summary().signals()) + " signals, " + report.source());
        if (report.summary().from() != null && report.summary().to() != null) {
            page.text(", from " + Words.time(report.summary().from()) + " to "
                    + Words.time(report.summary().to()) + " UTC");
        }
        page.markup("</p>\n<p class=\"key\"><span class=\"swatch candidate\"></span>")
                .text("candidate: " + report.candidate().origin())
                .markup(" <span class=\"swatch present\"></span>")
                .text("present: " + report.present().origin())
                .markup("</p></header>\n<section class=\"tiles\" aria-label=\"Summary\">\n");
        tile(
                page,
                Words.count(report.candidate().revocations()),
                "revocations by the candidate",
                Words.count(report.present().revocations()) + " by the present policy");
        tile(
                page,
                Words.count(diff.changes(Change.Revoked.class).size()),
                "newly revoked",
                "not by the present policy");
        tile(page, Words.count(diff.changes(Change.Spared.class).size()), "spared", "by the present policy only");
        tile(
                page,
                Words.count(diff.moved(true).size()) + " / "
                        + Words.count(diff.moved(false).size()),
                "earlier / later",
                Words.count(diff.changes(Change.Same.class).size()) + " at the same moment");
        page.markup("</section>\n");
    }

    private static void tile(Html page, String figure, String what, String beside) {
        page.markup("<div class=\"tile\"><strong>")
                .text(figure)
                .markup("</strong><span>")
                .text(what)
                .markup("</span><small>")
                .text(beside)
                .markup("</small></div>\n");
    }

    private static void labelled(Html page, Labelled labelled) {
        Measured candidate = labelled.candidate();
        Measured present = labelled.present();
        page.heading("Against the labels").markup("<section class=\"tiles\" aria-label=\"Quality\">\n");
        tile(page, Words.percent(candidate.precision()), "precision", Words.percent(present.precision()) + " before");
        tile(page, Words.percent(candidate.recall()), "recall", Words.percent(present.recall()) + " before");
        tile(
                page,
                String.format(Locale.ROOT, "%.2f", candidate.falsePerThousandUsersADay()),
                "false alarms per 1,000 users a day",
                String.format(Locale.ROOT, "%.2f before", present.falsePerThousandUsersADay()));
        tile(
                page,
                Words.count(candidate.stormed()),
                "revocations in alert storms",
                Words.count(present.stormed()) + " before");
        page.markup("</section>\n")
                .paragraph(
                        "How long an attack goes on after it could be caught: the dot is the median of those that were"
                                + " caught, the line reaches from the fastest tenth to the slowest.")
                .markup(DelayChart.of(labelled));
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Caught> kind : candidate.kinds().entrySet()) {
            Caught before = present.kinds().getOrDefault(kind.getKey(), new Caught(0, List.of()));
            Caught now = kind.getValue();
            rows.add(List.of(
                    kind.getKey(),
                    Words.count(now.attacks()),
                    Words.count(now.delays().size()),
                    Words.count(before.delays().size()),
                    Words.percent(now.recall()),
                    Words.percent(before.recall()),
                    median(now),
                    median(before),
                    now.delays().isEmpty() ? "-" : Words.span(now.percentile(0.9))));
        }
        page.table(
                "By kind of attack",
                List.of(
                        "Attack",
                        ">Attacks",
                        ">Caught",
                        ">Before",
                        ">Recall",
                        ">Before",
                        ">Median time",
                        ">Before",
                        ">Slowest tenth"),
                rows);
    }

    private static String median(Caught caught) {
        return caught.delays().isEmpty() ? "-" : Words.span(caught.percentile(0.5));
    }

    private static void subjects(Html page, Diff diff) {
        consequences(
                page,
                "Newly revoked",
                diff.changes(Change.Revoked.class).stream()
                        .map(Change.Revoked::shown)
                        .toList());
        consequences(
                page,
                "Spared",
                diff.changes(Change.Spared.class).stream()
                        .map(Change.Spared::shown)
                        .toList());
        moved(page, "Earlier", diff.moved(true));
        moved(page, "Later", diff.moved(false));
    }

    private static void consequences(Html page, String title, List<Consequence> consequences) {
        page.heading(title);
        if (consequences.isEmpty()) {
            page.markup("<p class=\"quiet\">Nobody.</p>\n");
            return;
        }
        page.table(
                caption(consequences.size()),
                List.of("When (UTC)", "Who", ">Points", "Why"),
                consequences.stream()
                        .limit(MOST)
                        .map(c -> List.of(
                                Words.time(c.decided()),
                                Words.subject(c),
                                String.format(Locale.ROOT, "%.0f", c.score()),
                                Words.reasons(c)))
                        .toList());
    }

    private static void moved(Html page, String title, List<Change.Moved> moved) {
        page.heading(title);
        if (moved.isEmpty()) {
            page.markup("<p class=\"quiet\">Nobody.</p>\n");
            return;
        }
        page.table(
                caption(moved.size()),
                List.of("When (UTC)", ">By", "Who", "Why now", "Why before"),
                moved.stream()
                        .limit(MOST)
                        .map(m -> List.of(
                                Words.time(m.shown().decided()),
                                Words.span(m.later()),
                                Words.subject(m.shown()),
                                Words.reasons(m.shown()),
                                Words.reasons(m.before())))
                        .toList());
    }

    private static String caption(int size) {
        return size <= MOST
                ? Words.count(size)
                : "The first " + MOST + " of " + Words.count(size) + "; --json has all of them";
    }

    private static void others(Html page, Diff diff) {
        List<List<String>> rows = new ArrayList<>();
        diff.byEvent()
                .forEach((what, counts) -> rows.add(List.of(
                        what,
                        Words.count(counts.candidate()),
                        Words.count(counts.present()),
                        String.format(Locale.ROOT, "%+,d", counts.candidate() - counts.present()))));
        page.heading("All decisions")
                .table(
                        "By event, response and outcome",
                        List.of("What", ">Candidate", ">Present", ">Difference"),
                        rows);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
