// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** Loads what takes longest, TLS and all that it looks for, while the configuration is read. */
    private static void loadAhead(Logger log) {
        Thread.ofPlatform().name("load-ahead").daemon().start(() -> {
            try {
                log.trace("Loaded {}", Class.forName("io.netty.handler.ssl.JdkSslServerContext"));
            } catch (ClassNotFoundException | LinkageError e) {
                log.debug("Not loaded ahead", e);
            }
        });
    }

    @Override
    public Integer call() {
        Logs.toStandardError(logFormat);
        Logger log = LoggerFactory.getLogger("tocsin");
        loadAhead(log);
        HubConfig file = ConfigFile.read(requireNonNull(config, "config"), HubConfig.class, System::getenv);
        Stop stop = Stop.onSignals();
        try (Hub running = Hub.start(file, Set.of(Role.EDGE), Clock.systemUTC(), stop::because)) {
            log.info("Ready: the edge listens on port {}", running.port(Role.EDGE));
            stop.await();
            log.info("Stopping");
        }
        return Exit.DONE;
    }
}
