// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java program in a process of its own, which can be killed and started again. */
public final class Child implements AutoCloseable {
    private static final int STOP_SECONDS = 30;

    private final String name;
    private final Path log;
    private final List<String> command = new ArrayList<>();
    private final Thread atExit = new Thread(this::end);
    private @Nullable Process process;

    public Child(String name, Path log, List<String> jvmOptions, Class<?> main, List<String> arguments) {
        this.name = name;
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public String name() {
        return name;
    }

    /** Returns at once; when it serves is the caller's to find out. */
    public void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Asks it to stop, and waits; kills it where that takes too long. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
