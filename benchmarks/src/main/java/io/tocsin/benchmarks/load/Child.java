// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program in a process of its own, which can be killed and started again, and does not outlive this one. */
public final class Child implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);

    private final String name;
    private final Path log;
    private final List<String> command;
    private final Thread atExit = new Thread(this::end);
    private @Nullable Process process;

    /** Of how far it is. */
    @FunctionalInterface
    public interface Sign {
        boolean isThere() throws IOException, InterruptedException;
    }

    /**
     * Prepares one; {@link #start()} starts it.
     *
     * @param log gets what it says, behind what an earlier start said
     */
    public Child(String name, Path log, List<String> command) {
        this.name = name;
        this.log = log;
        this.command = List.copyOf(command);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A Java program of this class path. */
    public static Child java(String name, Path log, List<String> jvmOptions, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Child(name, log, command);
    }

    /** The launcher of the Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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

    /** Throws where it ends, or too much time passes, before there is a sign. */
    public void await(Sign sign, Duration every, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!sign.isThere()) {
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new IOException(name + " is not ready, its log is " + log);
            }
            TimeUnit.NANOSECONDS.sleep(every.toNanos());
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Throws {@link IllegalStateException} before the first start. */
    Process process() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks it to stop, and waits; kills it and throws where that takes too long. */
    void stop(Duration patience) throws IOException, InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new IOException(name + " did not stop within " + patience);
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
        try {
            stop(STOP);
        } catch (IOException killed) {
            // it is gone, which is what was wanted
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
        }
    }
}
