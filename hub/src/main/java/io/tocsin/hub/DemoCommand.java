// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.demo.Demo;
import io.tocsin.hub.demo.Narrator;
import io.tocsin.hub.demo.Verdict;
import io.tocsin.hub.demo.stage.Stage;
import io.tocsin.hub.run.ListenersConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin demo}: all of it on this machine, with a story. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs everything on this machine: Kafka, a vendor lab that sends real webhooks, the hub, a receiver that is"
                    + " pushed to, and an edge before a protected page. Plays a story and prints what was sent, what"
                    + " arrived and how long it took, on standard error. Then it keeps running until Ctrl-C.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--once",
            description = "End after the story: status 0 if every expected revocation arrived and nothing else did. The"
                    + " last line of standard output is JSON.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep everything in this folder and go on from there next time. Without it: a new folder, removed"
                            + " at the end.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "First of the six ports it listens on, 0 for any; others where one is taken (default:"
                    + " ${DEFAULT-VALUE}).")
    private int port = ListenersConfig.FIRST_PORT;

    @Option(
            names = "--log-format",
            defaultValue = "human",
            paramLabel = "FORMAT",
            description = "How the log, a file in the folder, is written: ${COMPLETION-CANDIDATES}.")
    private Logs.Format logFormat = Logs.Format.HUMAN;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // not the process: before it became java it may have been the launcher, building
        Instant begun =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        Path folder = data == null ? Files.createTempDirectory("tocsin-demo-") : data;
        Files.createDirectories(folder);
        Logs.toFile(folder.resolve("tocsin.log"), logFormat);
        try {
            return play(folder, begun);
        } finally {
            if (data == null) {
                remove(folder);
            }
        }
    }

    private int play(Path folder, Instant begun) throws InterruptedException {
        Narrator narrator = Narrator.standardError();
        Stop stop = Stop.onSignals();
        try (Demo demo =
                Demo.start(folder, port, Stage.EMBEDDED_KAFKA, narrator, Clock.systemUTC(), begun, stop::because)) {
            Verdict verdict = demo.play();
            if (!once) {
                demo.invite();
                stop.await();
            }
            requireNonNull(spec, "spec").commandLine().getOut().println(verdict.json());
            return verdict.passed() ? Exit.DONE : Exit.FAILED;
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder " + folder + " could not be removed", e);
        }
    }
}
