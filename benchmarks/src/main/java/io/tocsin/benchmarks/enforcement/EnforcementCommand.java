// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.enforcement;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.Company;
import io.tocsin.benchmarks.load.EdgeProcess;
import io.tocsin.benchmarks.load.EdgeProcess.Delivery;
import io.tocsin.benchmarks.load.HubProcess;
import io.tocsin.benchmarks.load.Webhooks;
import io.tocsin.benchmarks.load.WorkFolder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enforcement}: a source reports, the hub decides, the edge hears, nginx refuses. */
@Command(
        name = "enforcement",
        description = "From a detection's webhook accepted at the hub to nginx answering 401 for that session, at a"
                + " steady rate. From the moment the hub has accepted, each session asks nginx again 2 ms after every"
                + " answer until it is told to sign in, so that figures read up to that high.")
public final class EnforcementCommand implements Callable<Integer> {
    private static final int BATCH = 200;
    private static final int DRAIN_SECONDS = 60;
    private static final long ASK_EVERY_MILLIS = 2;

    @Option(names = "--rate", defaultValue = "100", description = "revocations a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "how long is measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "100", description = "seconds before that (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--delivery",
            defaultValue = "push",
            description = "how the edge hears from the hub: push or poll (default ${DEFAULT-VALUE})")
    private Delivery delivery = Delivery.PUSH;

    @Option(
            names = "--proxies",
            defaultValue = "docs/proxies",
            description = "folder with the configuration of nginx (default ${DEFAULT-VALUE})")
    private Path proxies = Path.of("docs/proxies");

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    private final InstantSource clock;

    public EnforcementCommand() {
        this(InstantSource.system());
    }

    /** @param clock for what is sent; what is measured is measured by {@link System#nanoTime()} */
    EnforcementCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("enforcement");
        Vertx vertx = Vertx.vertx();
        try (HubProcess hub = HubProcess.in(folder);
                EdgeProcess edge = EdgeProcess.beside(hub, folder, delivery)) {
            hub.start();
            edge.start();
            edge.awaitLive();
            HttpServer application = await(vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("page"))
                    .listen(0, "127.0.0.1"));
            try (Nginx nginx = Nginx.start(
                    folder.resolve("nginx"),
                    proxies.resolve("nginx.conf"),
                    hub.authority().root(),
                    edge.port(),
                    application.actualPort())) {
                ObjectNode report = measure(vertx, hub, nginx);
                System.out.println(report);
                return report.path("stillIn").asLong() == 0 ? 0 : 1;
            }
        } finally {
            await(vertx.close());
        }
    }

    private ObjectNode measure(Vertx vertx, HubProcess hub, Nginx nginx) throws Exception {
        Company company = new Company("e" + Long.toString(clock.millis(), 36));
        int warming = rate * warmUp;
        int total = rate * (warmUp + seconds);
        AtomicInteger refused = new AtomicInteger();
        try (Visitors visitors = new Visitors(vertx, nginx.port(), total, ASK_EVERY_MILLIS);
                Webhooks webhooks = new Webhooks(vertx, hub.authority().root(), hub.connectorsPort(), company, clock)) {
            say("Opening %,d sessions", total);
            for (int first = 0; first < total; first += BATCH) {
                await(webhooks.openSessions(first, Math.min(BATCH, total - first)));
            }
            say("Warming up: %d revocations/s for %d s; then measuring for %d s", rate, warmUp, seconds);
            long begin = System.nanoTime();
            for (int i = 0; i < total; i++) {
                int number = i;
                long due = begin + TimeUnit.SECONDS.toNanos(1) * number / rate;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                webhooks.detect(number)
                        .onSuccess(ok -> visitors.follow(company.session(number), System.nanoTime(), number >= warming))
                        .onFailure(failure -> {
                            if (refused.getAndIncrement() == 0) {
                                say("First refusal: %s", failure);
                            }
                        });
            }
            long stillIn = visitors.awaitAllOut(DRAIN_SECONDS);
            return report(visitors, stillIn, refused.get());
        }
    }

    private ObjectNode report(Visitors visitors, long stillIn, int refused) {
        Histogram micros = visitors.micros();
        double p50 = micros.getValueAtPercentile(50) / 1e3;
        double p99 = micros.getValueAtPercentile(99) / 1e3;
        say(
                "signal accepted -> nginx says 401   p50 %.1f  p99 %.1f  max %.1f ms",
                p50, p99, micros.getMaxValue() / 1e3);
        return new ObjectMapper()
                .createObjectNode()
                .put("p50Millis", p50)
                .put("p99Millis", p99)
                .put("maxMillis", micros.getMaxValue() / 1e3)
                .put("revocations", micros.getTotalCount())
                .put("rate", rate)
                .put("stillIn", stillIn)
                .put("refused", refused)
                .put("letIn", visitors.letIn())
                .put("failures", visitors.failures());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
