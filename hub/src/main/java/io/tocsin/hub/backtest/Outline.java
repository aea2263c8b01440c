// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.backtest;

import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.backtest.diff.Change;
import io.tocsin.risk.backtest.diff.Diff;
import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.backtest.measure.Measured.Caught;
import io.tocsin.risk.backtest.report.Report;
import io.tocsin.risk.backtest.report.Report.Labelled;
import io.tocsin.risk.backtest.report.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A report in the terminal: the figures, and the first few of each kind. */
final class Outline {
    private static final int FEW = 10;

    private final PrintWriter out;
    private final Terminal terminal;

    Outline(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void print(Report report) {
        Diff diff = report.diff();
        Facts facts = new Facts(out, terminal);
        facts.title("Backtest of " + report.candidate().title());
        facts.tell("candidate", report.candidate().origin());
        facts.tell("against", report.present().title() + ", " + report.present().origin());
        facts.tell(
                "signals",
                Words.count(report.summary().signals()) + " " + report.source() + ", "
                        + Words.span(report.summary().took()) + ", "
                        + Words.count(Math.round(report.summary().signalsPerSecond())) + "/s");
        facts.tell(
                "revocations",
                Words.count(report.candidate().revocations()) + " by the candidate, "
                        + Words.count(report.present().revocations()) + " by the present policy");
        facts.tell(
                "difference",
                Words.count(diff.changes(Change.Revoked.class).size()) + " newly revoked, "
                        + Words.count(diff.changes(Change.Spared.class).size()) + " spared, "
                        + Words.count(diff.moved(true).size()) + " earlier, "
                        + Words.count(diff.moved(false).size()) + " later, "
                        + Words.count(diff.changes(Change.Same.class).size()) + " the same");
        if (report.labelled() != null) {
            labelled(report.labelled(), facts);
        }
        changes("Newly revoked", diff.changes(Change.Revoked.class));
        changes("Spared", diff.changes(Change.Spared.class));
        moved(diff);
        others(diff);
    }

    private void labelled(Labelled labelled, Facts facts) {
        Measured now = labelled.candidate();
        Measured before = labelled.present();
        facts.tell("precision", Words.percent(now.precision()) + ", against " + Words.percent(before.precision()));
        facts.tell("recall", Words.percent(now.recall()) + ", against " + Words.percent(before.recall()));
        facts.tell(
                "false alarms",
                String.format(
                        Locale.ROOT,
                        "%.2f per 1,000 users a day, against %.2f; %,d in alert storms, against %,d",
                        now.falsePerThousandUsersADay(),
                        before.falsePerThousandUsersADay(),
                        now.stormed(),
                        before.stormed()));
        out.println();
        Table table = new Table("ATTACK", ">ATTACKS", ">CAUGHT", ">AGAINST", ">MEDIAN", ">AGAINST", ">SLOWEST TENTH");
        for (Map.Entry<String, Caught> kind : now.kinds().entrySet()) {
            Caught was = before.kinds().getOrDefault(kind.getKey(), new Caught(0, List.of()));
            Caught is = kind.getValue();
            table.row(
                    Cell.of(kind.getKey()),
                    Cell.of(Words.count(is.attacks())),
                    Cell.of(caught(is)),
                    Cell.of(caught(was)),
                    Cell.of(delay(is, 0.5)),
                    Cell.of(delay(was, 0.5)),
                    Cell.of(delay(is, 0.9)));
        }
        table.print(out, terminal);
    }

    private static String caught(Caught caught) {
        return Words.count(caught.delays().size()) + " " + Words.percent(caught.recall());
    }

    private static String delay(Caught caught, double share) {
        return caught.delays().isEmpty() ? "-" : Words.span(caught.percentile(share));
    }

    private void changes(String title, List<? extends Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        heading(title, changes.size());
        Table table = new Table("WHEN", ">POINTS", "WHO", "WHY");
        few(changes).map(Change::shown).forEach(shown -> table.row(row(shown)));
        table.print(out, terminal);
    }

    private static Cell[] row(Consequence shown) {
        return new Cell[] {
            Cell.of(Words.time(shown.decided())),
            Cell.of(String.format(Locale.ROOT, "%.0f", shown.score())),
            Cell.of(Words.subject(shown)),
            Cell.of(Words.reasons(shown))
        };
    }

    private void moved(Diff diff) {
        List<Change.Moved> moved = diff.changes(Change.Moved.class);
        if (moved.isEmpty()) {
            return;
        }
        heading("Earlier or later", moved.size());
        Table table = new Table("WHEN", "BY", "WHO", "WHY");
        few(moved)
                .map(Change.Moved.class::cast)
                .forEach(change -> table.row(
                        Cell.of(Words.time(change.shown().decided())),
                        Cell.of(Words.span(change.later()) + (change.later().isNegative() ? " earlier" : " later")),
                        Cell.of(Words.subject(change.shown())),
                        Cell.of(Words.reasons(change.shown()))));
        table.print(out, terminal);
    }

    private void others(Diff diff) {
        out.println();
        out.println(terminal.paint(Style.BOLD, "All decisions"));
        Table table = new Table("WHAT", ">CANDIDATE", ">AGAINST");
        diff.byEvent()
                .forEach((what, counts) -> table.row(
                        Cell.of(what),
                        Cell.of(Words.count(counts.candidate())),
                        Cell.of(Words.count(counts.present()))));
        table.print(out, terminal);
    }

    private void heading(String title, int size) {
        out.println();
        out.println(terminal.paint(Style.BOLD, title)
                + (size > FEW ? " (the first " + FEW + " of " + Words.count(size) + ")" : ""));
    }

    private static Stream<? extends Change> few(List<? extends Change> changes) {
        return changes.stream().limit(FEW);
    }
}
