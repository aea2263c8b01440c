// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A broker in a process that can be killed. */
final class ForkedBroker implements AutoCloseable {
    private final Process process;
    private final String bootstrapServers;

    private ForkedBroker(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    static ForkedBroker start(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedBroker.class.getName(),
                        directory.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("the broker's process ended before it served");
        }
        return new ForkedBroker(process, line);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    long pid() {
        return process.pid();
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    @SuppressWarnings("SystemOut") // how the parent learns the address
    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(Path.of(arguments[0])));
        System.out.println(kafka.bootstrapServers());
        // Ends with its parent, should that die before it kills.
        while (System.in.read() >= 0) {}
        kafka.close();
    }
}
