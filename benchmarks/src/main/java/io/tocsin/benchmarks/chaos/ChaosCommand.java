// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.chaos.ledger.Ledger;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chaos}: kill -9 of transmitter, broker and receiver while revocations are written, and what comes of it. */
@Command(
        name = "chaos",
        description = "Kills transmitter, broker and receiver at random while revocations are written; compares what"
                + " was accepted with what arrived.")
public final class ChaosCommand implements Callable<Integer> {
    @Option(
            names = "--rounds",
            defaultValue = "50",
            description = "rounds of one to three kills (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "decides who is killed when (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--transmitters",
            defaultValue = "1",
            description = "1 or 2 over one broker (default ${DEFAULT-VALUE})")
    private int transmitters;

    @Option(names = "--rate", defaultValue = "50", description = "events a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("chaos");
        say(
                "Seed %d, %d rounds, %d transmitter(s), %d events a second to one pushed and one polled stream; all in %s",
                seed, rounds, transmitters, rate, folder);
        ObjectNode report = run(folder, seed, rounds, transmitters, rate);
        System.out.println(report);
        return report.path("lost").asInt() == 0
                        && report.path("newJti").asInt() == 0
                        && report.path("outOfOrder").asInt() == 0
                ? 0
                : 1;
    }

    /** Plays all rounds over an empty folder. */
    static ObjectNode run(Path folder, long seed, int rounds, int transmitters, int rate) throws Exception {
        InstantSource clock = InstantSource.system();
        List<Rounds.Outcome> outcomes = new ArrayList<>();
        try (Actors actors = new Actors(folder, transmitters);
                Wire wire = Wire.open(Map.of());
                TopicWriter writer = TopicWriter.open(writing(actors.bootstrapServers()), wire);
                Load load = new Load(writer, clock, "s" + seed, rate)) {
            Ledger ledger = new Ledger(actors.ledger());
            Rounds playing = new Rounds(actors, load, ledger, clock);
            for (int round = 1; round <= rounds; round++) {
                Rounds.Outcome outcome = playing.play(Schedule.of(seed, round, transmitters));
                outcomes.add(outcome);
                say(
                        "%3d  %-60s resumed after %5.1f s, %d missing",
                        round, outcome.schedule().words(), outcome.resumeMillis() / 1e3, outcome.missing());
            }
            return report(outcomes, playing.missing(), load, ledger);
        }
    }

    private static ObjectNode report(List<Rounds.Outcome> outcomes, int lost, Load load, Ledger ledger) {
        long[] resumes = outcomes.stream()
                .mapToLong(Rounds.Outcome::resumeMillis)
                .sorted()
                .toArray();
        return new ObjectMapper()
                .createObjectNode()
                .put("rounds", outcomes.size())
                .put(
                        "kills",
                        outcomes.stream()
                                .mapToInt(outcome -> outcome.schedule().kills().size())
                                .sum())
                .put("events", load.accepted().size())
                .put("deliveries", ledger.deliveries())
                .put("repeats", ledger.deliveries() - ledger.distinct())
                .put("lost", lost)
                .put("newJti", ledger.newJtis())
                .put("outOfOrder", ledger.outOfOrder())
                .put("medianResumeSeconds", resumes[resumes.length / 2] / 1e3)
                .put("maxResumeSeconds", resumes[resumes.length - 1] / 1e3);
    }

    /** Gives up on a write soon, to begin it again: each is one that may or may not have been accepted. */
    private static Map<String, String> writing(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "max.block.ms", "1000",
                "request.timeout.ms", "1000",
                "delivery.timeout.ms", "2000");
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
