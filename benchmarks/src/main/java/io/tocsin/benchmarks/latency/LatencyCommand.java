// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.Arrival;
import io.tocsin.benchmarks.load.Caller;
import io.tocsin.benchmarks.load.Company;
import io.tocsin.benchmarks.load.HubProcess;
import io.tocsin.benchmarks.load.SetSink;
import io.tocsin.benchmarks.load.Webhooks;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.hub.tls.HttpsListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latency}: detections at a steady rate, each of which ends one session, and how long until it is known. */
@Command(
        name = "latency",
        description = "From a detection's webhook to the receiver's 202 for the session-revoked SET, at a steady rate.")
public final class LatencyCommand implements Callable<Integer> {
    private static final int BATCH = 200;
    private static final int DRAIN_SECONDS = 60;

    @Option(names = "--rate", defaultValue = "200", description = "signals a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "how long is measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "60", description = "seconds before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--jvm", split = " ", description = "java options of the hub (default: what ./tocsin gives it)")
    private @Nullable List<String> jvmOptions;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    private final InstantSource clock;

    public LatencyCommand() {
        this(InstantSource.system());
    }

    /** @param clock for what is sent; what is measured is measured by {@link System#nanoTime()} */
    LatencyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("latency");
        try (HubProcess hub = jvmOptions == null ? HubProcess.in(folder) : HubProcess.in(folder, jvmOptions)) {
            say("Starting a hub with an embedded broker (replication 1, acks=all, no forced flush) in %s", folder);
            Duration ready = hub.start();
            say(
                    "Ready after %.1f s. One push stream, one SET per signal, everything on this machine.",
                    millis(ready) / 1e3);
            ObjectNode report = measure(hub);
            System.out.println(report);
            return report.path("lost").asInt() == 0 && report.path("duplicates").asInt() == 0 ? 0 : 1;
        }
    }

    private ObjectNode measure(HubProcess hub) throws Exception {
        Company company = new Company("c" + Long.toString(clock.millis(), 36));
        int warmUpSignals = rate * warmUp;
        int total = rate * (warmUp + seconds);
        Flights flights = new Flights(total);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < total; i++) {
            numbers.put(company.session(i), i);
        }
        AtomicInteger unexpected = new AtomicInteger();
        Vertx vertx = Vertx.vertx();
        try (SetSink sink = SetSink.start(
                        vertx,
                        HttpsListener.options("127.0.0.1", 0, hub.authority().server()),
                        arrival -> record(arrival, flights, numbers, unexpected));
                Caller caller = new Caller(hub.authority().root());
                Webhooks webhooks = new Webhooks(vertx, hub.authority().root(), hub.connectorsPort(), company, clock)) {
            caller.createPushStream(hub.transmitterPort(), "https://localhost:" + sink.port() + "/sets");
            say("Opening %,d sessions", total);
            for (int first = 0; first < total; first += BATCH) {
                await(webhooks.openSessions(first, Math.min(BATCH, total - first)));
            }
            say("Warming up: %d signals/s for %d s; then measuring for %d s", rate, warmUp, seconds);
            long begin = System.nanoTime();
            AtomicInteger refused = new AtomicInteger();
            send(webhooks, flights, begin, 0, warmUpSignals, refused);
            Duration cpuBefore = hub.processorTime();
            send(webhooks, flights, begin, warmUpSignals, total, refused);
            Duration cpu = hub.processorTime().minus(cpuBefore);
            long lost = flights.awaitAll(DRAIN_SECONDS);
            Set<String> measured = new HashSet<>();
            for (Arrival arrival : sink.arrivals()) {
                if (numbers.getOrDefault(arrival.session(), -1) >= warmUpSignals) {
                    measured.add(arrival.jti());
                }
            }
            ObjectNode report = report(flights, warmUpSignals, lost, cpu);
            report.put("repeats", flights.repeats())
                    .put("unexpected", unexpected.get())
                    .put("refused", refused.get());
            report.withObject("/broker")
                    .put("embedded", true)
                    .put("partitions", 2)
                    .put("replicationFactor", 1)
                    .put("acks", "all")
                    .put("flush", "operating system");
            stages(report, Stages.of(hub.bootstrapServers(), measured));
            return report;
        } finally {
            await(vertx.close());
        }
    }

    private static void record(
            Arrival arrival, Flights flights, Map<String, Integer> numbers, AtomicInteger unexpected) {
        Integer number = numbers.get(arrival.session());
        if (number == null) {
            unexpected.incrementAndGet();
        } else {
            flights.arrived(number, arrival);
        }
    }

    /** Sends on schedule whatever comes back, so that a slow hub meets the same load as a fast one. */
    private void send(Webhooks webhooks, Flights flights, long begin, int from, int to, AtomicInteger refused) {
        for (int i = from; i < to; i++) {
            int number = i;
            long due = begin + TimeUnit.SECONDS.toNanos(1) * number / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            flights.due(number, due);
            webhooks.detect(number)
                    .onSuccess(ok -> flights.accepted(number, System.nanoTime()))
                    .onFailure(failure -> {
                        if (refused.getAndIncrement() == 0) {
                            say("First refusal: %s", failure);
                        }
                    });
        }
    }

    private ObjectNode report(Flights flights, int from, long lost, Duration cpu) {
        Histogram whole = flights.dueToAcknowledged(from);
        say("webhook sent -> receiver's 202   p50 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms", percentiles(whole));
        say(
                "webhook sent -> webhook's 2xx    p50 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms",
                percentiles(flights.dueToAccepted(from)));
        return put(new ObjectMapper().createObjectNode(), whole)
                .put("lost", lost)
                .put("duplicates", flights.duplicates())
                .put("cpuMicrosPerSignal", cpu.toNanos() / 1000 / Math.max(1, rate * seconds))
                .put("rate", rate)
                .put("seconds", seconds);
    }

    private static void stages(ObjectNode report, Map<String, Histogram> stages) {
        stages.forEach((name, histogram) -> {
            say("  %-24s p50 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms", prepend(name, percentiles(histogram)));
            put(report.withObject("/stages/" + name), histogram);
        });
    }

    private static ObjectNode put(ObjectNode node, Histogram micros) {
        Object[] values = percentiles(micros);
        return node.put("p50Millis", (double) values[0])
                .put("p99Millis", (double) values[1])
                .put("p999Millis", (double) values[2])
                .put("maxMillis", (double) values[3]);
    }

    private static Object[] percentiles(Histogram micros) {
        return new Object[] {
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getValueAtPercentile(99.9) / 1e3,
            micros.getMaxValue() / 1e3
        };
    }

    private static Object[] prepend(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
