// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One bash that runs steps one after the other in a folder, as a person would type them, and keeps what each prints.
 */
final class Shell {
    private static final String END = "--- end of step ";
    private static final int PATIENCE_MINUTES = 10;

    /** What a whole run printed, by step, as far as it came. */
    private record Run(List<String> printed, String errors, int status) {}

    private final Path folder;

    /** @param parent gets an executable {@code tocsin}; the commands run in a folder within it */
    Shell(Path parent) throws IOException {
        folder = Files.createDirectories(parent.resolve("guide"));
        Path tocsin = parent.resolve("tocsin");
        Files.writeString(tocsin, """
                #!/bin/sh
                exec '%s' -cp '%s' -Xmx512m -XX:TieredStopAtLevel=1 io.tocsin.hub.Main "$@"
                """.formatted(
                        ProcessHandle.current().info().command().orElseThrow(), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(tocsin, PosixFilePermissions.fromString("rwx------"));
    }

    /** Is there something of that name to run? */
    static boolean knows(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command)
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Takes all steps; each has to print what the page shows. */
    void follow(List<Guide.Step> steps) throws IOException, InterruptedException {
        Run run = run(steps);
        for (int i = 0; i < run.printed().size(); i++) {
            Guide.Step step = steps.get(i);
            assertThat(step.fits(run.printed().get(i)))
                    .as(
                            "the commands at line %d print:%n%s%n%s",
                            step.line(), run.printed().get(i), run.errors())
                    .isTrue();
        }
        assertThat(run.printed().size())
                .as("steps that ended; then: %s", run.errors())
                .isEqualTo(steps.size());
        assertThat(run.status()).as(run.errors()).isZero();
    }

    private Run run(List<Guide.Step> steps) throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Path errors = folder.resolve("errors");
        Path output = folder.resolve("output");
        // it waits for what it has started: a hub that stops still writes into the folder
        StringBuilder all = new StringBuilder(
                "shopt -s expand_aliases\nset -eu\ntrap 'kill $(jobs -p) 2>/dev/null || :; wait' EXIT\n");
        for (int i = 0; i < steps.size(); i++) {
            all.append(steps.get(i).commands())
                    .append("\necho '")
                    .append(END)
                    .append(i)
                    .append("'\n");
        }
        Files.writeString(script, all.toString());
        Process bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = bash.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            bash.descendants().forEach(ProcessHandle::destroy);
            bash.destroy();
            bash.waitFor();
        }
        List<String> printed = new ArrayList<>();
        String rest = Files.readString(output);
        for (int i = 0; rest.contains(END + i + "\n"); i++) {
            String[] halves = rest.split(END + i + "\n", 2);
            printed.add(halves[0]);
            rest = halves[1];
        }
        String end = ended ? "" : "ended by force after " + PATIENCE_MINUTES + " minutes\n";
        return new Run(printed, end + rest + Files.readString(errors) + log(), bash.exitValue());
    }

    private String log() throws IOException {
        return Optional.of(folder.resolve("hub.log")).filter(Files::exists).stream()
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .findFirst()
                .orElse("");
    }
}
