// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.intake;

import io.tocsin.benchmarks.load.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process that disturbs. */
final class Idlers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String HOLDING = "holding ";

    private final Child child;
    private final Path log;
    private final int wanted;

    private Idlers(Child child, Path log, int wanted) {
        this.child = child;
        this.log = log;
        this.wanted = wanted;
    }

    static Idlers start(Path folder, Path authority, int port, int count) throws IOException {
        Path log = folder.resolve("idlers.log");
        List<String> arguments = List.of(authority.toString(), Integer.toString(port), Integer.toString(count));
        Child child = Child.java("idlers", log, List.of("-Xmx1g"), IdlersMain.class, arguments);
        child.start();
        return new Idlers(child, log, count);
    }

    /** Returns when all connections stand. */
    void awaitAll() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (held() < wanted) {
            if (!child.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("held " + held() + " connections, expected " + wanted + "; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** How many connections stood a moment ago. */
    int held() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(HOLDING))
                .reduce((earlier, later) -> later)
                .map(line -> Integer.parseInt(line.substring(HOLDING.length())))
                .orElse(0);
    }

    @Override
    public void close() {
        child.close();
    }
}
