// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.delivery;

import static io.tocsin.benchmarks.load.HubProcess.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.Caller;
import io.tocsin.benchmarks.load.HubProcess;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.benchmarks.signing.OpenSslSpeed;
import io.tocsin.hub.tls.HttpsListener;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code delivery}: SETs signed, pushed and acknowledged a second; and what a dead stream's backlog costs others. */
@Command(
        name = "delivery",
        description =
                "SETs signed, pushed and acknowledged per second, beside openssl; then one dead stream's backlog.")
public final class DeliveryCommand implements Callable<Integer> {
    private static final double RATIO_BAR = 0.6;
    private static final double P99_BAR = 1.5;
    private static final int OPENSSL_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Option(names = "--sets", defaultValue = "30000", description = "measured SETs each (default ${DEFAULT-VALUE})")
    private int sets;

    @Option(names = "--warm-up", defaultValue = "30000", description = "SETs before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--backlog", defaultValue = "100000", description = "SETs nobody takes (default ${DEFAULT-VALUE})")
    private int backlog;

    @Option(names = "--rate", defaultValue = "50", description = "timed SETs a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "how long they are timed (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xms64m -Xmx512m",
            description = "java options of the hub (default ${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("delivery");
        Vertx vertx = Vertx.vertx();
        try (HubProcess hub = HubProcess.in(folder, jvmOptions)) {
            say("Starting a hub with an embedded broker (replication 1, acks=all) in %s", folder);
            hub.start();
            try (Receiver receiver = new Receiver(
                            vertx,
                            HttpsListener.options(
                                    "127.0.0.1", 0, hub.authority().server()),
                            rate * seconds * 4);
                    Caller caller = new Caller(hub.authority().root());
                    Load load = new Load(hub.bootstrapServers())) {
                ObjectNode report = new ObjectMapper().createObjectNode();
                throughput(hub, caller, load, receiver, report);
                backlog(hub, caller, load, receiver, report);
                System.out.println(report);
                boolean held = report.path("ratio").asDouble() >= RATIO_BAR
                        && report.path("p99Ratio").asDouble() <= P99_BAR
                        && report.path("lost").asLong() == 0;
                return held ? 0 : 1;
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void throughput(HubProcess hub, Caller caller, Load load, Receiver receiver, ObjectNode report)
            throws Exception {
        String url = "https://localhost:" + receiver.port() + "/count";
        caller.createPushStream(hub.transmitterPort(), client("rs256"), url);
        caller.createPushStream(hub.transmitterPort(), client("es256"), url);
        say("%,d SETs of each algorithm to warm up, then %,d", warmUp, sets);
        perSecond("es256", 0, warmUp, load, receiver);
        perSecond("rs256", 0, warmUp, load, receiver);
        double before = openSsl();
        Duration cpuBefore = hub.processorTime();
        double rs256 = perSecond("rs256", warmUp, warmUp + sets, load, receiver);
        Duration cpu = hub.processorTime().minus(cpuBefore);
        double after = openSsl();
        double es256 = perSecond("es256", warmUp, warmUp + sets, load, receiver);
        double openSsl = (before + after) / 2;
        say(
                "RS256 %,.0f SETs/s, openssl on one core %,.0f signatures/s (%,.0f before, %,.0f after): %.2f, bar %.2f",
                rs256, openSsl, before, after, rs256 / openSsl, RATIO_BAR);
        say("ES256 %,.0f SETs/s", es256);
        report.put("setsPerSecond", Math.round(rs256))
                .put("opensslRs256PerSecond", Math.round(openSsl))
                .put("ratio", rounded(rs256 / openSsl))
                .put("es256SetsPerSecond", Math.round(es256))
                .put("cpuMicrosPerSet", cpu.toNanos() / 1000 / sets);
    }

    /** From the first arrival to the last. */
    private static double perSecond(String tenant, int from, int to, Load load, Receiver receiver)
            throws InterruptedException {
        long start = receiver.counted();
        Thread writing = Thread.ofPlatform().start(() -> load.burst(tenant, from, to));
        awaitUntil(() -> receiver.counted() > start, "the first SET");
        long begun = System.nanoTime();
        long first = receiver.counted();
        awaitUntil(() -> receiver.counted() >= start + to - from, "the last SET");
        double perSecond = (receiver.counted() - first) * 1e9 / (System.nanoTime() - begun);
        writing.join();
        return perSecond;
    }

    private static double openSsl() throws IOException, InterruptedException {
        return OpenSslSpeed.signaturesPerSecond(OPENSSL_SECONDS, List.of("RS256"))
                .getOrDefault("RS256", Double.NaN);
    }

    private void backlog(HubProcess hub, Caller caller, Load load, Receiver receiver, ObjectNode report)
            throws Exception {
        caller.createPushStream(
                hub.transmitterPort(), client("timed"), "https://localhost:" + receiver.port() + "/time");
        List<Histogram> times = new ArrayList<>();
        // takes connections and says nothing: worse than nobody there
        try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String stream = caller.createPushStream(
                            hub.transmitterPort(), client("dead"), "https://localhost:" + dead.getLocalPort() + "/")
                    .path("stream_id")
                    .asText();
            timed(0, load, receiver);
            say("Without a backlog: %d SETs/s for %d s", rate, seconds);
            times.add(timed(1, load, receiver));
            say("%,d SETs for a stream that takes none", backlog);
            load.burst("dead", 0, backlog);
            awaitQuiet(hub);
            say("With the backlog: %d SETs/s for %d s", rate, seconds);
            times.add(timed(2, load, receiver));
            report.put("backlogHeapMegabytes", hub.heapUsed() >> 20);
            caller.deleteStream(hub.transmitterPort(), client("dead"), stream);
            awaitQuiet(hub);
            say("Its stream deleted: %d SETs/s for %d s", rate, seconds);
            times.add(timed(3, load, receiver));
        }
        double ratio = p99(times.get(1)) / p99(times.get(0));
        long lost = times.stream()
                .mapToLong(all -> all.getCountBetweenValues(Receiver.LOST_MICROS, Receiver.LOST_MICROS))
                .sum();
        say(
                "p99 %.1f ms without, %.1f ms with, %.1f ms after; ratio %.2f, bar %.1f; heap after collection %d MiB",
                p99(times.get(0)),
                p99(times.get(1)),
                p99(times.get(2)),
                ratio,
                P99_BAR,
                report.path("backlogHeapMegabytes").asLong());
        report.put("backlog", backlog)
                .put("p99MillisWithout", p99(times.get(0)))
                .put("p99MillisWith", p99(times.get(1)))
                .put("p99MillisAfter", p99(times.get(2)))
                .put("p99Ratio", rounded(ratio))
                .put("lost", lost)
                .put("jvm", String.join(" ", jvmOptions));
    }

    private Histogram timed(int phase, Load load, Receiver receiver) {
        int from = phase * rate * seconds;
        int to = from + rate * seconds;
        load.steadily("timed", from, to, rate, receiver);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
        return receiver.latency(from, to);
    }

    /** Until it computes little: fanning the backlog out is not what is measured. */
    private static void awaitQuiet(HubProcess hub) throws InterruptedException {
        awaitUntil(
                () -> {
                    Duration before = hub.processorTime();
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                    return hub.processorTime().minus(before).compareTo(Duration.ofMillis(500)) < 0;
                },
                "quiet");
    }

    private static void awaitUntil(BooleanSupplier done, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not come within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
