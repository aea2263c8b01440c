// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.Connectors;
import io.tocsin.hub.action.Actions;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.inbound.Inbound;
import io.tocsin.hub.metrics.KafkaMeters;
import io.tocsin.hub.metrics.Telemetry;
import io.tocsin.hub.part.Parts;
import io.tocsin.risk.RiskConfig;
import io.tocsin.risk.RiskStreams;
import io.tocsin.risk.policy.publication.Configured;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.Transmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The roles that work over Kafka: started in the order in which data flows, each kept among the hub's parts. */
final class OnKafka {
    /** For a role to take its share of the topics: a cluster that is busy rebalancing may need most of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HubConfig config;
    private final Listeners listeners;
    private final InstantSource clock;
    private final Map<String, String> kafka;
    private final Vertx vertx;
    private final Telemetry telemetry;
    private final AdminApi api;
    private final Parts parts;
    private final Roll roll;
    private final Wire wire;
    private final TopicWriter writer;

    OnKafka(
            HubConfig config,
            Listeners listeners,
            InstantSource clock,
            Map<String, String> kafka,
            Vertx vertx,
            Telemetry telemetry,
            AdminApi api,
            Parts parts,
            Roll roll) {
        this.config = config;
        this.listeners = listeners;
        this.clock = clock;
        this.kafka = kafka;
        this.vertx = vertx;
        this.telemetry = telemetry;
        this.api = api;
        this.parts = parts;
        this.roll = roll;
        this.wire = parts.start("schema registry", () -> Wire.open(kafka));
        this.writer = parts.start("topic writer", () -> TopicWriter.open(kafka, wire));
    }

    /** Returns when all of them work. The policy is there where the risk stage is. */
    void start(Set<Role> roles, @Nullable Configured policy) {
        if (roles.contains(Role.CONNECTORS)) {
            connectors();
        }
        if (roles.contains(Role.INBOUND)) {
            inbound();
        }
        RiskStreams risk = policy == null ? null : risk(policy);
        Transmitter transmitter = roles.contains(Role.TRANSMITTER) ? transmitter() : null;
        Actions actions = roles.contains(Role.ACTIONS) ? actions() : null;
        measure(risk, transmitter);
        // they take their partitions at the same time, so that the start takes as long as the slowest of them
        if (risk != null) {
            risk.awaitRunning(PATIENCE);
            api.serve(Stage.RISK, risk);
            roll.up(Role.RISK);
        }
        if (actions != null) {
            actions.awaitRunning(PATIENCE);
            roll.up(Role.ACTIONS);
        }
        if (transmitter != null) {
            transmitter.awaitRunning(PATIENCE);
            api.serve(transmitter.operations());
            roll.listening(Role.TRANSMITTER, transmitter.port());
        }
    }

    private void connectors() {
        HttpServerOptions server = listeners.of(Role.CONNECTORS);
        Connectors connectors = parts.start(
                "connectors" + Listeners.at(server),
                () -> Connectors.start(
                        requireNonNull(config.connectors(), "connectors"), vertx, server, kafka, wire, writer, clock));
        api.serve(Stage.CONNECTORS, connectors.pulls());
        roll.listening(Role.CONNECTORS, connectors.port());
    }

    private void inbound() {
        HttpServerOptions server = listeners.of(Role.INBOUND);
        Inbound inbound = parts.start(
                "inbound" + Listeners.at(server),
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
        roll.listening(Role.INBOUND, inbound.port());
    }

    private RiskStreams risk(Configured policy) {
        RiskConfig risk = requireNonNull(config.risk(), "risk");
        Policies policies =
                parts.start("policies", () -> Policies.start(risk.publication(), policy, kafka, wire, writer, clock));
        telemetry.of(policies);
        api.serve(Stage.POLICIES, policies);
        RiskStreams started = parts.start(
                "risk",
                () -> RiskStreams.start(risk, policy.policy(), policies::changes, kafka, wire, telemetry.identity()));
        roll.watch(Role.RISK, started.ended());
        return started;
    }

    private Transmitter transmitter() {
        HttpServerOptions server = listeners.of(Role.TRANSMITTER);
        Transmitter started = parts.start(
                "transmitter" + Listeners.at(server),
                () -> Transmitter.start(
                        requireNonNull(config.transmitter(), "transmitter"),
                        vertx,
                        server,
                        kafka,
                        wire,
                        writer,
                        clock,
                        telemetry.transmitter()));
        roll.watch(Role.TRANSMITTER, started.ended());
        return started;
    }

    private Actions actions() {
        Actions started = parts.start(
                "actions",
                () -> Actions.start(
                        requireNonNull(config.actions(), "actions"), kafka, wire, writer, clock, telemetry.registry()));
        roll.watch(Role.ACTIONS, started.ended());
        api.serve(Stage.ACTIONS, started);
        return started;
    }

    private void measure(@Nullable RiskStreams risk, @Nullable Transmitter transmitter) {
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
    }
}
