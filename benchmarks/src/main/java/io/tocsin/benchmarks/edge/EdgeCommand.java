// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.edge.Questions.Question;
import io.tocsin.benchmarks.load.EdgeProcess;
import io.tocsin.benchmarks.load.EdgeProcess.Delivery;
import io.tocsin.benchmarks.load.HubProcess;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edge}: an edge beside a hub that knows of many revoked sessions, asked at a steady rate. */
@Command(
        name = "edge",
        description = "An edge's answers over kept TLS connections, with many revoked sessions in memory; and how long"
                + " it takes to learn them, and to have them again after kill -9 (the median of five times)."
                + " 32 connections ask in turn, evenly spread, each on a thread of its own; a time runs from the moment"
                + " a question was due. Measured twice: while the hub runs beside it on the same processors, and with"
                + " the hub away, as an edge stands beside its proxy. The latter are the figures.")
public final class EdgeCommand implements Callable<Integer> {
    private static final int BATCH = 10_000;
    /** Seconds after which the end of the hub disturbs nothing any more. */
    private static final int SETTLING = 5;

    private static final int RESTARTS = 5;

    @Option(names = "--rate", defaultValue = "5000", description = "questions a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "how long is measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "45", description = "seconds before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--sessions", defaultValue = "1000000", description = "revoked ones (default ${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--jvm", split = " ", description = "java options of the edge (default: what ./tocsin gives it)")
    private @Nullable List<String> jvmOptions;

    @Option(names = "--dir", description = "where hub and edge keep data and logs (default: a temporary folder)")
    private @Nullable Path dir;

    private final InstantSource clock;

    public EdgeCommand() {
        this(InstantSource.system());
    }

    /** @param clock for what is written; what is measured is measured by {@link System#nanoTime()} */
    EdgeCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = (dir == null ? Files.createTempDirectory(Path.of("."), "edge") : Files.createDirectories(dir))
                .toAbsolutePath();
        try (HubProcess hub = HubProcess.in(folder);
                EdgeProcess edge = edge(hub, folder)) {
            hub.start();
            say("Revoking %,d sessions at the hub, before the edge has ever asked", sessions);
            revoke(hub);
            // what it has not looked at when the edge's stream is made would come on the stream as well
            hub.awaitFanOut();
            ObjectNode report = measure(hub, edge);
            System.out.println(report);
            return report.path("wrong").asLong() == 0 ? 0 : 1;
        }
    }

    private EdgeProcess edge(HubProcess hub, Path folder) throws IOException {
        return jvmOptions == null
                ? EdgeProcess.beside(hub, folder, Delivery.POLL)
                : EdgeProcess.beside(hub, folder, Delivery.POLL, jvmOptions);
    }

    private ObjectNode measure(HubProcess hub, EdgeProcess edge) throws Exception {
        Duration coldStart = edge.start().plus(edge.awaitLive());
        say("Cold start: live with %,d entries after %.1f s", edge.entries(), millis(coldStart) / 1e3);
        // in peace, which writes what makes later starts shorter, as ./tocsin has it, too
        edge.stop();
        edge.start();
        Duration restart = afterKills(edge);
        Duration live = edge.awaitLive();
        say(
                "After kill -9: answers after %.0f ms (%,d entries), has caught up after %.0f ms more",
                millis(restart), edge.entries(), millis(live));
        try (Questions questions = new Questions(hub.authority().root(), edge.port())) {
            say("Warming up: %,d questions/s for %d s; then measuring for %d s, twice", rate, warmUp, seconds);
            questions.ask(rate, warmUp, this::question);
            Measured besideHub = ask(questions, "beside its hub");
            hub.close();
            questions.ask(rate, SETTLING, this::question);
            Measured alone = ask(questions, "with the hub away");
            long heap = Math.round(edge.heapUsed() / (1024.0 * 1024));
            long known = edge.entries();
            Duration restartAlone = afterKills(edge);
            say("heap %d MiB; after kill -9, hub away: answers after %.0f ms", heap, millis(restartAlone));
            ObjectNode report = new ObjectMapper().createObjectNode();
            alone.tell(report);
            report.put("heapMiB", heap)
                    .put("revoked", known)
                    .put("wrong", questions.wrong())
                    .put("coldStartMillis", Math.round(millis(coldStart)))
                    .put("restartMillis", Math.round(millis(restartAlone)))
                    .put("caughtUpMillis", Math.round(millis(live)));
            ObjectNode beside = report.putObject("besideHub");
            besideHub.tell(beside);
            beside.put("restartMillis", Math.round(millis(restart)));
            return report;
        }
    }

    /** How long after kill -9 and a start it answers: the median of several times. */
    private static Duration afterKills(EdgeProcess edge) throws IOException, InterruptedException {
        Duration[] restarts = new Duration[RESTARTS];
        for (int i = 0; i < RESTARTS; i++) {
            edge.kill();
            restarts[i] = edge.start();
        }
        Arrays.sort(restarts);
        return restarts[RESTARTS / 2];
    }

    private Measured ask(Questions questions, String how) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Histogram micros = questions.ask(rate, seconds, this::question);
        Measured measured = new Measured(micros, (System.nanoTime() - begun) / 1e9);
        say(
                "%s: p50 %.3f  p99 %.3f  p99.9 %.3f  max %.3f ms",
                how, measured.millisAt(50), measured.millisAt(99), measured.millisAt(99.9), micros.getMaxValue() / 1e3);
        return measured;
    }

    /** @param seconds that it took */
    private record Measured(Histogram micros, double seconds) {
        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }

        void tell(ObjectNode report) {
            report.put("p50Millis", millisAt(50))
                    .put("p99Millis", millisAt(99))
                    .put("p999Millis", millisAt(99.9))
                    .put("requestsPerSecond", Math.round(micros.getTotalCount() / seconds));
        }
    }

    /** Every other one is revoked. */
    private Question question(int number) {
        int session = (int) ((number * 2_654_435_761L & 0x7fff_ffffL) % sessions);
        return number % 2 == 0 ? new Question(session(session), 401) : new Question("good-" + session, 200);
    }

    private static String session(int number) {
        return "0b8e5a1e-7c55-4a3f-9d0e-" + String.format("%012d", number);
    }

    private void revoke(HubProcess hub) {
        Map<String, String> kafka =
                Map.of("bootstrap.servers", hub.bootstrapServers(), "schema.registry.url", "embedded:");
        try (Wire wire = Wire.open(kafka);
                TopicWriter writer = TopicWriter.open(kafka, wire)) {
            for (int first = 0; first < sessions; first += BATCH) {
                CompletableFuture<?>[] batch = new CompletableFuture<?>[Math.min(BATCH, sessions - first)];
                for (int i = 0; i < batch.length; i++) {
                    SecurityEvent event = revoked(session(first + i));
                    batch[i] = writer.write(Topics.EVENTS, event.principal(), event);
                }
                CompletableFuture.allOf(batch).join();
            }
        }
    }

    private SecurityEvent revoked(String session) {
        String id = UUID.randomUUID().toString();
        return new SecurityEvent(
                id,
                new CanonicalId("load", PrincipalKind.SESSION, session),
                new SimpleSubject.Opaque(session),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                id,
                clock.instant(),
                LatencyStamps.NONE);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
