// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is nothing without one of its subcommands. */
public abstract class Group implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = requireNonNull(spec, "spec");
        throw new ParameterException(
                own.commandLine(),
                "What about " + own.name() + "? Expected one of "
                        + String.join(", ", own.subcommands().keySet()) + ".");
    }
}
