// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.risk.rehearsal.Rehearsal.Result;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin policy test}: needs no hub. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests that stand in a policy: their signals go through identity and risk as real ones do.",
            ""
        })
public final class TestCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Answer in JSON: an object for each test.")
    private boolean json;

    public TestCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** What is said of one test in JSON. */
    record Tested(String test, int line, boolean passed, List<String> failures) {}

    @Override
    public Integer call() {
        CommandSpec own = requireNonNull(spec, "spec");
        PrintWriter out = own.commandLine().getOut();
        PolicyFile document = PolicyFile.read(requireNonNull(file, "file"), clock.instant());
        List<Result> results = TestReport.run(document.policy());
        long failed = results.stream().filter(result -> !result.passed()).count();
        if (json) {
            out.println(new String(
                    ViewJson.write(results.stream().map(TestCommand::tested).toList()), StandardCharsets.UTF_8));
            return failed == 0 ? 0 : 1;
        }
        Terminal terminal = Terminal.standardOutput(own.commandLine());
        for (Result result : results) {
            String verdict =
                    result.passed() ? terminal.paint(Style.GOOD, "passes") : terminal.paint(Style.BAD, "fails ");
            out.println(verdict + "  " + Plain.safe(result.trial().name()));
        }
        results.forEach(result ->
                TestReport.print(document.name(), result, own.commandLine().getErr()));
        out.println(
                results.isEmpty()
                        ? document.name() + " has no tests; write some, so that a change that breaks it is seen."
                        : Plain.count(results.size(), "test") + ", " + (failed == 0 ? "none" : failed) + " failed.");
        return failed == 0 ? 0 : 1;
    }

    private static Tested tested(Result result) {
        return new Tested(
                result.trial().name(),
                result.trial().place().line(),
                result.passed(),
                result.failures().stream()
                        .map(failure ->
                                failure.place().line() + ":" + failure.place().column() + ": " + failure.message())
                        .toList());
    }
}
