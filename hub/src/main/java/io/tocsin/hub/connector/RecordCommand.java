// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.connectors.Recordings;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.record.Recording;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.terminal.Plain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin connectors record}: asks a vendor, and keeps what it answers as a test of the connector. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a connector's vendor from here, without a hub, and keeps what it answers in a file that \"replay\" reads"
                    + " again. Secrets are left out; names, addresses and ids are replaced by others of the same shape,"
                    + " the same ones each time, so that what belongs together still does. Times and numbers are kept, and"
                    + " the vendor's own words. Read the file before you give it away.",
            ""
        })
final class RecordCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The hub's YAML file.")
    private @Nullable Path config;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write; a new one.")
    private @Nullable Path out;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often to read each feed to its end. Lists tell what changed from the second on.")
    private int passes;

    @Parameters(paramLabel = "NAME", description = "The connector, of those under connectors.polls.")
    private @Nullable String name;

    @Override
    public Integer call() throws InterruptedException, IOException {
        CommandSpec own = requireNonNull(spec, "spec");
        Path file = requireNonNull(out, "out");
        if (passes < 1) {
            throw new ParameterException(own.commandLine(), "--passes is " + passes + ", expected 1 or more");
        }
        if (Files.exists(file)) {
            throw new ParameterException(own.commandLine(), file + " is there already, expected a new file");
        }
        PollConfig connector = connector(own);
        Recording recording = recorded(connector, own);
        Files.writeString(file, Recordings.write(recording), StandardOpenOption.CREATE_NEW);
        PrintWriter print = own.commandLine().getOut();
        for (Recording.FeedRecording feed : recording.feeds()) {
            print.println(Plain.safe(feed.feed() + ": " + feed.exchanges().size() + " questions, "
                    + feed.signals().size() + " signals, " + feed.unusable() + " unusable records"
                    + (feed.fault() == null ? "" : ", ended with " + feed.fault())));
        }
        for (String feed : Recordings.staysOpen(connector)) {
            print.println(Plain.safe(feed + ": not recorded, its line stays open"));
        }
        print.println(Plain.safe("Written to " + file + ". Read it before you give it away."));
        print.flush();
        return 0;
    }

    private Recording recorded(PollConfig connector, CommandSpec own) throws InterruptedException {
        try {
            return Recordings.record(connector, passes, InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(own.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private PollConfig connector(CommandSpec own) {
        ConnectorsConfig connectors = ConfigFile.section(
                        requireNonNull(config, "config"), "connectors", ConnectorsConfig.class, System::getenv)
                .orElseThrow(() -> new ParameterException(own.commandLine(), config + " has no section connectors"));
        return connectors.polls().stream()
                .filter(poll -> poll.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        own.commandLine(),
                        "connector " + name + " is not there, expected one of "
                                + String.join(
                                        ", ",
                                        connectors.polls().stream()
                                                .map(PollConfig::name)
                                                .toList())));
    }
}
