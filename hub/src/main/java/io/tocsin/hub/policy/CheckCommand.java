// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.document.PolicyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin policy check}: needs no hub. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads policies and tells every mistake in them: file, line, column, and what to write instead.",
            ""
        })
public final class CheckCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The policies.")
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Answer in JSON: an object for each file, with its mistakes.")
    private boolean json;

    public CheckCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** What is said of one file in JSON. */
    record Checked(String file, boolean sound, List<PolicyException.Problem> problems) {}

    @Override
    public Integer call() {
        var out = requireNonNull(spec, "spec").commandLine().getOut();
        var err = requireNonNull(spec, "spec").commandLine().getErr();
        List<Checked> checked = new ArrayList<>();
        for (Path file : files) {
            try {
                Policy policy = PolicyFile.read(file, clock.instant()).policy();
                checked.add(new Checked(file.toString(), true, List.of()));
                if (!json) {
                    out.println(
                            file + ": no mistakes; policy " + policy.version().name() + " has "
                                    + policy.rules().size() + " rules, "
                                    + policy.responses().size() + " responses and "
                                    + policy.tests().size() + " tests");
                }
            } catch (PolicyException e) {
                checked.add(new Checked(file.toString(), false, e.problems()));
                if (!json) {
                    err.println(e.getMessage());
                }
            }
        }
        if (json) {
            out.println(new String(ViewJson.write(checked), StandardCharsets.UTF_8));
        }
        return checked.stream().allMatch(Checked::sound) ? 0 : 1;
    }
}
