// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tocsin edge} in a process of its own, beside a {@link HubProcess} and over the same folder. */
public final class EdgeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** The release of Java that makes an ahead-of-time cache in one step. */
    private static final int FIRST_WITH_CACHE = 25;

    private static final Pattern ENTRIES = Pattern.compile("\"entries\":(\\d+)");

    private final Path folder;
    private final int port;
    private final List<String> jvmOptions;
    private final HttpClient client;
    private @Nullable Child child;

    /** How it hears from the hub. */
    public enum Delivery {
        PUSH,
        POLL;

        private String settings(int port) {
            return switch (this) {
                case PUSH -> "{method: push, endpoint-url: \"https://localhost:" + port + "/sets\"}";
                case POLL -> "{method: poll}";
            };
        }
    }

    private EdgeProcess(Path folder, int port, List<String> jvmOptions, HttpClient client) {
        this.folder = folder;
        this.port = port;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.client = client;
    }

    /** Prepares one with the heap that {@code ./tocsin} gives it, where {@code benchmarks/run} says which that is. */
    public static EdgeProcess beside(HubProcess hub, Path folder, Delivery delivery) throws IOException {
        return beside(hub, folder, delivery, JavaOptions.of("tocsin.edge.heap", "-Xms256m -Xmx1g"));
    }

    /** Prepares one; {@link #start()} starts it. */
    public static EdgeProcess beside(HubProcess hub, Path folder, Delivery delivery, List<String> jvmOptions)
            throws IOException {
        int port = Ports.free();
        try (InputStream in = EdgeProcess.class.getResourceAsStream("edge.yaml")) {
            if (in == null) {
                throw new IOException("edge.yaml is not among the resources");
            }
            Files.writeString(
                    folder.resolve("edge.yaml"),
                    new String(in.readAllBytes(), UTF_8)
                            .replace("${dir}", folder.toString())
                            .replace("${secret}", HubProcess.SECRET)
                            .replace("${adminPort}", "" + Ports.free())
                            .replace("${delivery}", delivery.settings(port))
                            .replace("${edgePort}", "" + port)
                            .replace("${transmitterPort}", "" + hub.transmitterPort()));
        }
        HttpClient client = HttpClient.newBuilder()
                .sslContext(Caller.trusting(hub.authority().root()))
                .build();
        return new EdgeProcess(folder, port, jvmOptions, client);
    }

    /** Starts the process and returns when it answers, whatever; the time that took. */
    public Duration start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<String> command = new ArrayList<>();
        command.add(Child.java());
        command.addAll(archived());
        command.add("-Xlog:disable");
        command.add("-Xlog:all=warning:stderr");
        command.addAll(jvmOptions);
        command.addAll(program());
        command.addAll(List.of("edge", "--config", folder.resolve("edge.yaml").toString()));
        close(child);
        child = new Child("the edge", folder.resolve("edge.log"), command);
        child.start();
        // a client costs more of the processors on which it starts than looking whether somebody listens
        await(() -> Ports.listens(port));
        await(() -> saysOfItself(""));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** As {@code ./tocsin} does: what is written when it is stopped is used from then on. */
    private List<String> archived() {
        if (Runtime.version().feature() < FIRST_WITH_CACHE) {
            return List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + folder.resolve("edge.jsa"),
                    "-Xlog:cds*=off:stderr");
        }
        Path cache = folder.resolve("edge.aot");
        String option = Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=";
        return List.of(option + cache, "-Xlog:cds*=off:stderr", "-Xlog:aot*=off:stderr");
    }

    /** That of {@code ./tocsin}, where {@code benchmarks/run} says which it is; else this class path. */
    private static List<String> program() {
        String edge = System.getProperty("tocsin.edge.program", "");
        return Files.isRegularFile(Path.of(edge))
                ? List.of("-jar", edge)
                : List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
    }

    /** Returns when it has heard all its hub had to say; the time that took. */
    public Duration awaitLive() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        await(() -> saysOfItself("\"status\":\"live\""));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How many marks it keeps. */
    public long entries() throws IOException, InterruptedException {
        Matcher entries = ENTRIES.matcher(health());
        return entries.find() ? Long.parseLong(entries.group(1)) : 0;
    }

    private void await(Child.Sign sign) throws IOException, InterruptedException {
        started().await(sign, Duration.ofMillis(5), PATIENCE);
    }

    private boolean saysOfItself(String part) throws InterruptedException {
        try {
            return health().contains(part);
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private String health() throws IOException, InterruptedException {
        URI health = URI.create("https://localhost:" + port + "/health");
        return client.send(
                        HttpRequest.newBuilder(health)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Child started() {
        if (child == null) {
            throw new IllegalStateException("the edge was not started");
        }
        return child;
    }

    public int port() {
        return port;
    }

    /** Bytes of heap in use after a full collection. */
    public long heapUsed() throws IOException, InterruptedException {
        return Heap.usedBy(started().process());
    }

    /** Asks it to stop, and waits. */
    public void stop() throws IOException, InterruptedException {
        started().stop(Duration.ofSeconds(30));
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        started().kill();
    }

    @Override
    public void close() {
        client.shutdownNow();
        close(child);
    }

    private static void close(@Nullable Child child) {
        if (child != null) {
            child.close();
        }
    }
}
