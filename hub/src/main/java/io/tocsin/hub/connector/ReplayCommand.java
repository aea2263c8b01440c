// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.Recordings;
import io.tocsin.hub.terminal.Plain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin connectors replay}: reads recordings as if their vendors answered. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Reads recordings of \"record\" as if their vendors answered, and says what is different from then: other"
                    + " questions, other signals. Exit status 1 if anything is.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings.")
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private List<Path> files = List.of();

    @Override
    public Integer call() throws InterruptedException, IOException {
        CommandSpec own = requireNonNull(spec, "spec");
        PrintWriter print = own.commandLine().getOut();
        boolean same = true;
        for (Path file : files) {
            List<String> differences = differences(own, file);
            same &= differences.isEmpty();
            print.println(Plain.safe(file + (differences.isEmpty() ? ": as recorded" : ": different")));
            differences.forEach(difference -> print.println(Plain.safe("  " + difference)));
        }
        print.flush();
        return same ? 0 : 1;
    }

    private static List<String> differences(CommandSpec own, Path file) throws InterruptedException, IOException {
        try {
            return Recordings.replay(Recordings.read(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(own.commandLine(), file + ": " + e.getMessage(), e);
        }
    }
}
