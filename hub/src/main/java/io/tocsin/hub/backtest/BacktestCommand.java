// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.terminal.Progress;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.risk.backtest.Backtest;
import io.tocsin.risk.backtest.Backtest.Summary;
import io.tocsin.risk.backtest.Backtest.Trial;
import io.tocsin.risk.backtest.consequence.Consequences;
import io.tocsin.risk.backtest.report.HtmlReport;
import io.tocsin.risk.backtest.report.JsonReport;
import io.tocsin.risk.backtest.report.Report;
import io.tocsin.risk.label.Labels;
import io.tocsin.risk.label.LabelsFile;
import io.tocsin.schemas.recording.RecordedSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin policy backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a policy over recorded signals and says what it would have done differently from another: whom it"
                    + " would have revoked, spared, revoked earlier or later, and why. With labels, how good both are.",
            "",
            "The same stages decide as in a hub, in event time. Nothing is sent, and no hub has to run for a file of"
                    + " signals.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tocsin policy backtest strict.yaml --signals month.avro --labels month.labels --report strict.html",
            "  tocsin policy backtest strict.yaml --config hub.yaml --from 7d"
        })
public final class BacktestCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(
            paramLabel = "POLICY",
            description =
                    "The candidate: a file, NAME@NUMBER of one that was published, `active` for the one that decides"
                            + " in a hub, or `default` for the one that comes with the program.")
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private String candidate = Choice.DEFAULT;

    @Option(
            names = "--against",
            paramLabel = "POLICY",
            description = "What it is compared with, likewise; active where a hub is named, else default.")
    private @Nullable String against;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "A signals file; without it, what lies in the topic of the hub of --config.")
    private @Nullable Path signals;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private AdminOptions admin = new AdminOptions();

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "Only signals from then on: a time, a day, or how long ago (7d).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Only signals before that; likewise.")
    private @Nullable Instant to;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's signals.")
    private @Nullable String tenant;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What should have been found, as `tocsin signals generate --labels` writes it.")
    private @Nullable Path labels;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a report for people, too: one HTML page that needs no network.")
    private @Nullable Path report;

    public BacktestCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Choice tried = Choice.of(candidate, admin);
        Choice present =
                Choice.of(against != null ? against : admin.namesHub() ? Choice.ACTIVE : Choice.DEFAULT, admin);
        Labels expected = labels == null ? null : labels(labels);
        Consequences theirs = new Consequences(tried.policy());
        Consequences ours = new Consequences(present.policy());
        Backtest backtest =
                new Backtest(List.of(new Trial(tried.policy(), theirs::add), new Trial(present.policy(), ours::add)));
        try (Source source = source()) {
            Summary summary = run(backtest, source);
            tell(Report.of(source.words(), summary, theirs, tried.origin(), ours, present.origin(), expected));
        }
        return 0;
    }

    private Source source() {
        if (from != null && to != null && !from.isBefore(to)) {
            throw usage("--from is " + from + ", expected before --to, " + to);
        }
        if (signals != null) {
            return Source.file(signals, tenant, from, to);
        }
        if (admin.config().isEmpty() || from == null) {
            throw usage("Which signals? Expected --signals FILE, or --config FILE of a hub and --from.");
        }
        HubConfig hub = ConfigFile.read(admin.config().get(), HubConfig.class, System::getenv);
        return Source.topic(hub, tenant, from, to == null ? clock.instant() : to);
    }

    private Summary run(Backtest backtest, Source source) throws InterruptedException {
        try (Progress progress = new Progress(spec().commandLine().getErr(), "signals")) {
            return backtest.run(
                    () -> {
                        RecordedSignal next = source.next();
                        if (next != null) {
                            progress.step(source::progress);
                        }
                        return next;
                    },
                    source.until());
        }
    }

    private void tell(Report result) {
        if (report != null) {
            try {
                Files.writeString(report, HtmlReport.of(result), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(report + " cannot be written: " + e.getMessage(), e);
            }
        }
        PrintWriter out = spec().commandLine().getOut();
        if (admin.json()) {
            out.println(JsonReport.of(result));
        } else {
            new Outline(out, Terminal.standardOutput(spec().commandLine())).print(result);
            if (report != null) {
                out.println();
                out.println("The report is in " + report);
            }
        }
    }

    private Labels labels(Path file) {
        try {
            return LabelsFile.read(file);
        } catch (IllegalArgumentException e) {
            throw usage("--labels: " + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return requireNonNull(command, "command");
    }
}
