// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.FunctionCounter;
import io.tocsin.hub.admin.Admin;
import io.tocsin.hub.admin.AdminTokens;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Audit;
import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.metrics.Telemetry;
import io.tocsin.hub.part.Parts;
import io.tocsin.hub.part.StartException;
import io.tocsin.receiver.edge.Edge;
import io.tocsin.receiver.edge.KnownBefore;
import io.tocsin.risk.policy.publication.Configured;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Some roles, running. */
public final class Hub implements AutoCloseable {
    private final HubConfig config;
    private final InstantSource clock;
    private final Parts parts = new Parts();
    private final Roll roll;
    private Map<String, String> kafka = Map.of();
    private int adminPort;
    private @Nullable Edge edge;

    private Hub(HubConfig config, InstantSource clock, Roll roll) {
        this.config = config;
        this.clock = clock;
        this.roll = roll;
    }

    /**
     * Starts these roles and returns when all of them work.
     *
     * @param onBroken told why, should the hub break while it runs
     * @throws ConfigException if the configuration lacks something that these roles need, or names a certificate that
     *     cannot be used; nothing has started that anybody could ask
     * @throws StartException if something does not start; what had started is closed
     */
    public static Hub start(HubConfig config, Set<Role> roles, InstantSource clock, Consumer<String> onBroken) {
        return start(config, roles, null, clock, onBroken);
    }

    /**
     * The same.
     *
     * @param policy that of the configuration, where the caller has read it already
     */
    public static Hub start(
            HubConfig config,
            Set<Role> roles,
            @Nullable Configured policy,
            InstantSource clock,
            Consumer<String> onBroken) {
        config.requireSections(roles);
        Hub hub = new Hub(config, clock, new Roll(roles, onBroken));
        try {
            hub.run(roles, policy, onBroken);
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            boolean told = e instanceof StartException || e instanceof ConfigException;
            throw told ? e : StartException.of("the hub", e);
        }
    }

    private void run(Set<Role> roles, @Nullable Configured read, Consumer<String> onBroken) {
        boolean onKafka = roles.stream().anyMatch(Role::usesKafka);
        // these take longest: everything that can do without them comes up meanwhile
        CompletableFuture<KnownBefore> known = roles.contains(Role.EDGE)
                ? parts.ahead("edge-journal", () -> KnownBefore.read(requireNonNull(config.edge(), "edge"), clock))
                : null;
        Listeners listeners = Listeners.of(config.listeners(), roles);
        Watch certificates = parts.keep("certificates", listeners.watch());
        CompletableFuture<Broker> broker = onKafka ? parts.ahead("kafka", () -> Broker.start(config, onBroken)) : null;
        Telemetry telemetry = parts.keep("telemetry", new Telemetry());
        Vertx vertx = telemetry.vertx();
        FunctionCounter.builder("tocsin.tls.files.refused", certificates, Watch::refusals)
                .description("changed certificate files that could not be used")
                .register(telemetry.registry());
        parts.keep("vertx", () -> vertx.close().await());
        if (known != null && !onKafka) {
            // proxies wait for its answers, and nobody for the rest
            startEdge(known, listeners, vertx, telemetry);
        }
        AdminApi api = new AdminApi(
                vertx,
                new AdminTokens(config.admin()),
                new Audit(telemetry.registry()),
                roles.stream().map(Role::toString).collect(toSet()));
        Admin admin = parts.start(
                "admin" + Listeners.at(listeners.admin()),
                () -> Admin.start(vertx, listeners.admin(), roll.health(), telemetry::scrape, api));
        adminPort = admin.port();
        if (broker != null) {
            Configured policy = read == null ? policy(roles) : read;
            kafka = Parts.joined(broker).client();
            new OnKafka(config, listeners, clock, kafka, vertx, telemetry, api, parts, roll).start(roles, policy);
        }
        if (known != null && onKafka) {
            // what it hears may be from this hub
            startEdge(known, listeners, vertx, telemetry);
        }
        telemetry.measureProcess();
    }

    private void startEdge(
            CompletableFuture<KnownBefore> known, Listeners listeners, Vertx vertx, Telemetry telemetry) {
        HttpServerOptions server = listeners.of(Role.EDGE);
        Edge started = parts.start(
                "edge" + Listeners.at(server),
                () -> Edge.start(
                        requireNonNull(config.edge(), "edge"),
                        Parts.joined(known),
                        vertx,
                        server,
                        clock,
                        telemetry.edge()));
        edge = started;
        telemetry.watch(started);
        roll.listening(Role.EDGE, started.port());
    }

    /** Where somebody needs it. Reading it takes long, since the compiler of conditions has to be loaded. */
    private @Nullable Configured policy(Set<Role> roles) {
        return roles.contains(Role.RISK)
                ? Configured.load(requireNonNull(config.risk(), "risk").policy())
                : null;
    }

    /** Where the admin listener is. */
    public int adminPort() {
        return adminPort;
    }

    /** Where a role listens; throws {@link IllegalArgumentException} for one that does not. */
    public int port(Role role) {
        return roll.port(role);
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
