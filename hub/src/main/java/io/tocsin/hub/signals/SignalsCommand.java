// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.signals;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.part.StartException;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Progress;
import io.tocsin.risk.company.Month;
import io.tocsin.risk.label.LabelsFile;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.recording.Recording;
import io.tocsin.schemas.recording.RecordingReader;
import io.tocsin.schemas.recording.RecordingWriter;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin signals}: recorded signals. */
@Command(
        name = "signals",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Records signals in files, plays files back, and makes up a company's signals, attacks included. Files are"
                    + " Avro object container files; `tocsin policy backtest` reads them.",
            ""
        })
public final class SignalsCommand extends Group {
    private final InstantSource clock;
    private final String version;

    @Spec
    private @Nullable CommandSpec command;

    /** @param version of this program, written into files */
    public SignalsCommand(InstantSource clock, String version) {
        this.clock = clock;
        this.version = version;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes what lies in topic signals into a file, in the order of the records' timestamps, straight from"
                        + " Kafka.",
                ""
            })
    int export(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The hub's YAML file.")
                    Path config,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "WHEN",
                            description = "A time, a day, or how long ago: 2026-03-02T08:00:00Z, 2026-03-02, 7d.")
                    Instant from,
            @Option(names = "--to", paramLabel = "WHEN", description = "Likewise; up to now where not given.") @Nullable
                    Instant to,
            @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.") @Nullable
                    String tenant,
            @Parameters(paramLabel = "FILE", description = "Where they go.") Path file) {
        Instant end = to == null ? clock.instant() : to;
        if (!from.isBefore(end)) {
            throw usage("--from is " + from + ", expected before --to, " + end);
        }
        Map<String, String> kafka = kafka(config);
        try (Wire wire = Wire.open(kafka);
                SignalsTopic topic = SignalsTopic.open(kafka, wire, tenant, from, end);
                RecordingWriter writer = RecordingWriter.create(
                        file, new Recording(tenant, from, end, version, "exported from topic signals", null));
                Progress progress = new Progress(spec().commandLine().getErr(), "signals")) {
            for (RecordedSignal next = topic.next(); next != null; next = topic.next()) {
                writer.write(next);
                progress.step(topic::progress);
            }
            writer.finish();
            print(Plain.count(writer.written(), "signal") + " from " + from + " to " + end + " in " + file);
            if (topic.unreadable() > 0) {
                spec().commandLine()
                        .getErr()
                        .println(Plain.count(topic.unreadable(), "record") + " of the topic could not be read, and were"
                                + " left out");
            }
            return 0;
        } catch (KafkaException e) {
            throw new StartException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the signals of a file back into topic signals, with the keys and timestamps they had, marked as a"
                        + " replay: they stay readable there, and nothing is ever decided or sent because of them.",
                ""
            })
    int bringIn(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The hub's YAML file.")
                    Path config,
            @Parameters(paramLabel = "FILE", description = "A signals file.") Path file) {
        Map<String, String> kafka = kafka(config);
        try (RecordingReader reader = RecordingReader.open(file);
                Wire wire = Wire.open(kafka);
                Replay replay = Replay.open(kafka, wire);
                Progress progress = new Progress(spec().commandLine().getErr(), "signals")) {
            for (RecordedSignal next = reader.next(); next != null; next = reader.next()) {
                replay.write(next);
                progress.step(reader::progress);
            }
            replay.finish();
            print(Plain.count(progress.count(), "signal") + " of " + file
                    + " are in topic signals, marked as a replay; Kafka removes them when their timestamps are older than"
                    + " the topic's retention");
            return 0;
        } catch (KafkaException e) {
            throw new StartException("Kafka did not take them all: " + e.getMessage(), e);
        }
    }

    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes up the signals of a company: people with habits, laptops, phones, trips and mistakes, and attacks"
                        + " among them. The same seed gives the same file on any machine.",
                ""
            })
    int generate(
            @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
                    long seed,
            @Option(
                            names = "--users",
                            defaultValue = "10000",
                            paramLabel = "N",
                            description = "How many people. Default: ${DEFAULT-VALUE}.")
                    int users,
            @Option(
                            names = "--days",
                            defaultValue = "30",
                            paramLabel = "N",
                            description = "How long. Default: ${DEFAULT-VALUE}.")
                    int days,
            @Option(
                            names = "--first-day",
                            defaultValue = "2026-03-02",
                            paramLabel = "DAY",
                            description = "Default: ${DEFAULT-VALUE}.")
                    LocalDate firstDay,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the signals go.")
                    Path out,
            @Option(
                            names = "--labels",
                            paramLabel = "FILE",
                            description =
                                    "Where it goes what should be found in them, and when: a JSON document a line.")
                    @Nullable
                    Path labels) {
        Month month;
        try {
            month = Month.of(seed, users, days, firstDay);
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
        int[] lived = {0};
        try (RecordingWriter writer = RecordingWriter.create(out, month.about(version));
                Progress progress = new Progress(spec().commandLine().getErr(), "signals")) {
            month.live(
                    signal -> {
                        writer.write(signal);
                        progress.step(() -> (double) lived[0] / days);
                    },
                    day -> lived[0] = day + 1);
            writer.finish();
            if (labels != null) {
                LabelsFile.write(labels, month.labels());
            }
            print(String.format(
                    Locale.ROOT,
                    "%s of %,d people over %d days in %s, %s%s",
                    Plain.count(writer.written(), "signal"),
                    users,
                    days,
                    out,
                    Plain.count(month.labels().labels().size(), "label"),
                    labels == null ? " not written" : " in " + labels));
            return 0;
        }
    }

    private Map<String, String> kafka(Path config) {
        return ConfigFile.read(config, HubConfig.class, System::getenv).clientProperties();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private void print(String line) {
        spec().commandLine().getOut().println(line);
    }

    private CommandSpec spec() {
        return requireNonNull(command, "command");
    }
}
