// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.tocsin.connectors.Connectors;
import io.tocsin.hub.action.Actions;
import io.tocsin.hub.admin.Admin;
import io.tocsin.hub.admin.AdminTokens;
import io.tocsin.hub.admin.Health;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Audit;
import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.inbound.Inbound;
import io.tocsin.hub.metrics.KafkaMeters;
import io.tocsin.hub.metrics.Telemetry;
import io.tocsin.receiver.edge.Edge;
import io.tocsin.risk.RiskConfig;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.policy.publication.Configured;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.Transmitter;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some roles, running. */
public final class Hub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    /** For a role to take its share of the topics: a cluster that is busy rebalancing may need most of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HubConfig config;
    private final Listeners listeners;
    private final InstantSource clock;
    private final Parts parts = new Parts();
    private final Health health = new Health();
    private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
    private Map<String, String> kafka = Map.of();
    private int adminPort;
    private @Nullable Edge edge;

    private Hub(HubConfig config, Listeners listeners, InstantSource clock) {
        this.config = config;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Starts these roles and returns when all of them work.
     *
     * @param onBroken told why, should the hub break while it runs
     * @throws ConfigException if the configuration lacks something that these roles need; nothing has started
     * @throws StartException if something does not start; what had started is closed
     */
    public static Hub start(HubConfig config, Set<Role> roles, InstantSource clock, Consumer<String> onBroken) {
        Listeners listeners = config.listenersFor(roles);
        Hub hub = new Hub(config, listeners, clock);
        try {
            hub.run(roles, onBroken);
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            throw e instanceof StartException known ? known : StartException.of("the hub", e);
        }
    }

    private void run(Set<Role> roles, Consumer<String> onBroken) {
        roles.forEach(role -> health.starting(role.toString()));
        boolean onKafka = roles.stream().anyMatch(Role::usesKafka);
        // the broker takes longest: everything that can do without it comes up meanwhile
        CompletableFuture<Broker> broker = onKafka ? starting(onBroken) : null;
        Telemetry telemetry = parts.keep("telemetry", new Telemetry());
        Vertx vertx = telemetry.vertx();
        parts.keep("certificates", listeners.watch());
        FunctionCounter.builder("tocsin.tls.files.refused", listeners.watch(), Watch::refusals)
                .description("changed certificate files that could not be used")
                .register(telemetry.registry());
        parts.keep("vertx", () -> vertx.close().await());
        AdminApi api = new AdminApi(vertx, new AdminTokens(config.admin()), new Audit(telemetry.registry()));
        Admin admin = parts.start(
                "admin" + at(listeners.admin()),
                () -> Admin.start(vertx, listeners.admin(), health, telemetry::scrape, api));
        adminPort = admin.port();
        if (broker != null) {
            Configured policy = policy(roles);
            runOnKafka(roles, policy, vertx, joined(broker), telemetry, api, onBroken);
        }
        if (roles.contains(Role.EDGE)) {
            HttpServerOptions server = listeners.of(Role.EDGE);
            Edge started = parts.start(
                    "edge" + at(server),
                    () -> Edge.start(requireNonNull(config.edge(), "edge"), vertx, server, clock, telemetry.edge()));
            edge = started;
            telemetry.watch(started);
            listening(Role.EDGE, started.port());
        }
    }

    /** The broker is closed last, also if something else fails while it starts. */
    private CompletableFuture<Broker> starting(Consumer<String> onBroken) {
        CompletableFuture<Broker> broker = CompletableFuture.supplyAsync(
                () -> Broker.start(config, onBroken),
                starter -> Thread.ofPlatform().name("kafka-start").start(starter));
        parts.keep(
                "kafka",
                () -> broker.handle((started, failure) -> Optional.ofNullable(started))
                        .join()
                        .ifPresent(Broker::close));
        return broker;
    }

    private static Broker joined(CompletableFuture<Broker> broker) {
        try {
            return broker.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Where somebody needs it. Reading it takes long, since the compiler of conditions has to be loaded. */
    private @Nullable Configured policy(Set<Role> roles) {
        return roles.contains(Role.RISK)
                ? Configured.load(requireNonNull(config.risk(), "risk").policy())
                : null;
    }

    private void runOnKafka(
            Set<Role> roles,
            @Nullable Configured policy,
            Vertx vertx,
            Broker broker,
            Telemetry telemetry,
            AdminApi api,
            Consumer<String> onBroken) {
        kafka = broker.client();
        Wire wire = parts.start("schema registry", () -> Wire.open(kafka));
        TopicWriter writer = parts.start("topic writer", () -> TopicWriter.open(kafka, wire));

        if (roles.contains(Role.CONNECTORS)) {
            HttpServerOptions server = listeners.of(Role.CONNECTORS);
            Connectors connectors = parts.start(
                    "connectors" + at(server),
                    () -> Connectors.start(
                            requireNonNull(config.connectors(), "connectors"),
                            vertx,
                            server,
                            kafka,
                            wire,
                            writer,
                            clock));
            api.serve(connectors.pulls());
            listening(Role.CONNECTORS, connectors.port());
        }
        if (roles.contains(Role.INBOUND)) {
            HttpServerOptions server = listeners.of(Role.INBOUND);
            Inbound inbound = parts.start(
                    "inbound" + at(server),
                    () -> Inbound.start(
                            requireNonNull(config.inbound(), "inbound"),
                            vertx,
                            server,
                            kafka,
                            wire,
                            writer,
                            clock,
                            telemetry.inbound()));
            telemetry.watch(inbound);
            listening(Role.INBOUND, inbound.port());
        }
        RiskStreams risk = null;
        if (policy != null) {
            RiskConfig riskConfig = requireNonNull(config.risk(), "risk");
            Policies policies = parts.start(
                    "policies", () -> Policies.start(riskConfig.publication(), policy, kafka, wire, writer, clock));
            telemetry.of(policies);
            api.serve(policies);
            risk = parts.start(
                    "risk",
                    () -> RiskStreams.start(
                            riskConfig, policy.policy(), policies::changes, kafka, wire, telemetry.identity()));
            watch(Role.RISK, risk.ended(), onBroken);
        }
        Transmitter transmitter = null;
        if (roles.contains(Role.TRANSMITTER)) {
            HttpServerOptions server = listeners.of(Role.TRANSMITTER);
            transmitter = parts.start(
                    "transmitter" + at(server),
                    () -> Transmitter.start(
                            requireNonNull(config.transmitter(), "transmitter"),
                            vertx,
                            server,
                            kafka,
                            wire,
                            writer,
                            clock,
                            telemetry.transmitter()));
            watch(Role.TRANSMITTER, transmitter.ended(), onBroken);
        }
        Actions actions = null;
        if (roles.contains(Role.ACTIONS)) {
            actions = parts.start(
                    "actions",
                    () -> Actions.start(
                            requireNonNull(config.actions(), "actions"),
                            kafka,
                            wire,
                            writer,
                            clock,
                            telemetry.registry()));
            api.serve(actions);
        }
        KafkaMeters meters = parts.keep("kafka meters", telemetry.kafka());
        writer.measure(meters::of);
        if (risk != null) {
            risk.measure(meters::of);
            telemetry.watch(risk);
        }
        if (transmitter != null) {
            transmitter.measure(meters::of);
            transmitter.measureConsumers(meters::of);
        }
        // both take their partitions at the same time, so that the start takes as long as the slower of them
        if (risk != null) {
            risk.awaitRunning(PATIENCE);
            api.serve(risk);
            health.up(Role.RISK.toString());
        }
        if (actions != null) {
            actions.awaitRunning(PATIENCE);
            health.up(Role.ACTIONS.toString());
        }
        if (transmitter != null) {
            transmitter.awaitRunning(PATIENCE);
            api.serve(transmitter.operations());
            listening(Role.TRANSMITTER, transmitter.port());
        }
    }

    /** A role that gave up is not ready any more, and the hub with it. */
    private void watch(Role role, CompletionStage<Void> ended, Consumer<String> onBroken) {
        ended.exceptionally(failure -> {
            health.down(role.toString());
            onBroken.accept(String.valueOf(failure.getMessage()));
            return null;
        });
    }

    private static String at(HttpServerOptions server) {
        return " at " + server.getHost() + ":" + server.getPort();
    }

    private void listening(Role role, int port) {
        ports.put(role, port);
        health.up(role.toString());
        LOG.info("{} listens on port {}", role, port);
    }

    /** Where the admin listener is. */
    public int adminPort() {
        return adminPort;
    }

    /** Where a role listens; throws {@link IllegalArgumentException} for one that does not. */
    public int port(Role role) {
        Integer port = ports.get(role);
        if (port == null) {
            throw new IllegalArgumentException(role + " does not listen");
        }
        return port;
    }

    /** The edge; throws {@link IllegalStateException} where that role does not run. */
    public Edge edge() {
        Edge running = edge;
        if (running == null) {
            throw new IllegalStateException("role edge does not run here");
        }
        return running;
    }

    /** Client properties of the Kafka this hub uses; empty if none of its roles does. */
    public Map<String, String> kafka() {
        return kafka;
    }

    @Override
    public void close() {
        parts.close();
    }
}
