// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin edge}: what stands beside a proxy, until somebody stops it. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        description = {
            "Runs an edge beside a proxy until SIGINT or SIGTERM: it hears from hubs who is out, and answers the proxy"
                    + " from memory. It needs no Kafka, and no way in from the hub.",
            "",
            "The same as tocsin run --roles edge."
        })
final class EdgeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The edge's YAML file.")
    private @Nullable Path config;

    @Option(
            names = "--log-format",
            defaultValue = "human",
            paramLabel = "FORMAT",
            description = "How standard error is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Logs.Format logFormat = Logs.Format.HUMAN;

    @Override
    public Integer call() {
        return new EdgeRun(requireNonNull(config, "config"), logFormat).untilStopped();
    }
}
