// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An edge in a process of its own: it can die, and its files can be kept from growing. */
final class EdgeChild implements AutoCloseable {
    /** Sets what a process may do, before it starts and while it runs. */
    static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Process process;
    private final int port;

    private EdgeChild(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param maxFileBytes how long its files may get; 0 for as long as they like */
    static EdgeChild start(Path folder, String issuer, int maxFileBytes) throws IOException {
        List<String> command = new ArrayList<>();
        if (maxFileBytes > 0) {
            command.addAll(List.of(PRLIMIT.toString(), "--fsize=" + maxFileBytes + ":unlimited"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // it would write a file of its own
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                EdgeChild.class.getName(),
                folder.toString(),
                issuer,
                Tls.ca().toString()));
        Tls.serverPem().forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("port ")) {
                drain(said);
                return new EdgeChild(process, Integer.parseInt(line.substring("port ".length())));
            }
            all.append(line).append('\n');
        }
        throw new IOException("the edge did not start:\n" + all);
    }

    /** A process whose output nobody reads stands still. */
    private static void drain(BufferedReader said) {
        Thread.ofVirtual().start(() -> said.lines().forEach(line -> {}));
    }

    int port() {
        return port;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    /** Its files may grow again. */
    void giveRoom() throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(PRLIMIT.toString(), "--pid=" + process.pid(), "--fsize=unlimited").start();
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit ended with " + prlimit.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Folder, issuer, authority, certificate chain, key. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Edge edge = Edge.start(
                new EdgeConfig(
                        ReceiverConfig.of(
                                List.of(Streams.managed(
                                        "acme",
                                        arguments[1],
                                        DeliverySettings.Poll.DEFAULT,
                                        Set.of(Sets.AUDIENCE),
                                        Path.of(arguments[2]))),
                                SeenSettings.IN_MEMORY),
                        List.of(),
                        Files.createDirectories(folder),
                        Duration.ofHours(8),
                        0,
                        Duration.ofMinutes(5),
                        OnSilence.FAIL_OPEN,
                        null,
                        null,
                        null),
                Vertx.vertx(),
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(arguments[3])
                                .setKeyPath(arguments[4])),
                InstantSource.system());
        System.out.println("port " + edge.port());
    }
}
