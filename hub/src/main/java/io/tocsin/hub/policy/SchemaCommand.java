// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static java.util.Objects.requireNonNull;

import io.tocsin.risk.policy.Policy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin policy schema}: for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {"Prints the JSON Schema of policies, by which an editor completes and checks while you type.", ""
        })
public final class SchemaCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var out = requireNonNull(spec, "spec").commandLine().getOut();
        out.print(Policy.schema());
        out.flush();
    }
}
