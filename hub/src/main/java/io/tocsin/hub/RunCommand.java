// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import io.tocsin.risk.policy.publication.Configured;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin run}: a hub until somebody stops it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a hub until SIGINT or SIGTERM; a second one ends it at once.",
            "",
            "The whole configuration is checked before anything starts. A hub runs every role its file has a section"
                    + " for, unless --roles names some.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The hub's YAML file.")
    private @Nullable Path config;

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            description = "Only these: ${COMPLETION-CANDIDATES}, separated by commas.")
    private @Nullable Set<Role> roles;

    @Option(
            names = "--embedded-kafka",
            description = "Run a Kafka broker in this process, with its data in data-dir: for one machine.")
    private boolean embeddedKafka;

    @Option(
            names = "--log-format",
            defaultValue = "human",
            paramLabel = "FORMAT",
            description = "How standard error is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Logs.Format logFormat = Logs.Format.HUMAN;

    @Override
    public Integer call() {
        Logs.toStandardError(logFormat);
        Path file = requireNonNull(config, "config");
        HubConfig hub = read(file);
        Set<Role> wanted = roles == null ? hub.roles() : EnumSet.copyOf(roles);
        Configured policy = policy(hub, wanted);
        Logger log = LoggerFactory.getLogger("tocsin");
        Stop stop = Stop.onSignals();
        try (Hub running = Hub.start(hub, wanted, policy, Clock.systemUTC(), stop::because)) {
            log.info("Ready: {}, Kafka at {}", wanted, running.kafka().getOrDefault("bootstrap.servers", "none"));
            stop.await();
            log.info("Stopping");
        }
        return Exit.DONE;
    }

    private HubConfig read(Path file) {
        HubConfig read = ConfigFile.read(file, HubConfig.class, System::getenv);
        try {
            return embeddedKafka ? read.withEmbeddedKafka() : read;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    /** Where the risk stage is to run. */
    private static @Nullable Configured policy(HubConfig hub, Set<Role> wanted) {
        if (!wanted.contains(Role.RISK) || hub.risk() == null) {
            return null;
        }
        try {
            return Configured.load(hub.risk().policy());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("risk.policy: " + e.getMessage());
        }
    }
}
