// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.task.ControlPartitioner;
import io.tocsin.risk.task.PolicyShelf;
import io.tocsin.risk.task.RiskProcessor;
import io.tocsin.risk.task.SourceWatch;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Both stages as one topology.
 *
 * <pre>
 * signals ─► identity ─► resolved-signals, identity-links, dead-letters
 * signals ─► source-watch ─► risk-control
 * resolved-signals, risk-flows, risk-control ─► risk
 *     ─► events, decisions, risk-levels, risk-flows, resolved-signals, risk-control
 * </pre>
 *
 * {@code resolved-signals}, {@code risk-flows} and {@code risk-control} must have the same number of partitions.
 */
public final class RiskTopology {
    static final String ALIASES = "identity-aliases";
    static final String PRINCIPALS = "identity-principals";
    static final String DEADLINES = "identity-deadlines";
    static final String PARKED = "identity-parked";
    static final String NEWS = "recent-news";
    static final String RECORDS = "risk-records";
    static final String CONTROL = "risk-control-state";

    private RiskTopology() {}

    /**
     * The topology.
     *
     * @param configured the policies in force until {@code risk-control} says otherwise
     * @param clock stamps events and dead letters, and tells when a partition is idle; nothing is decided by it
     * @param partitions of {@code resolved-signals}, {@code risk-flows} and {@code risk-control}; asked once they are
     *     assigned
     * @param tally counts what is decided
     * @param identity of the first stage
     */
    public static Topology build(
            PoliciesInForce configured,
            Wire wire,
            InstantSource clock,
            IntSupplier partitions,
            Tally tally,
            IdentityProcessor.Settings identity) {
        return build(configured, new PolicyShelf(), wire, clock, partitions, tally, identity);
    }

    /** The same where policies may have been published before: the shelf says which. */
    static Topology build(
            PoliciesInForce configured,
            PolicyShelf shelf,
            Wire wire,
            InstantSource clock,
            IntSupplier partitions,
            Tally tally,
            IdentityProcessor.Settings identity) {
        return build(configured, shelf, wire, clock, partitions, tally, identity, Stores::persistentKeyValueStore);
    }

    /**
     * The same with other stores, for runs whose state need not outlive them.
     *
     * @param stores makes the store of that name
     */
    public static Topology build(
            PoliciesInForce configured,
            Wire wire,
            InstantSource clock,
            IntSupplier partitions,
            Tally tally,
            IdentityProcessor.Settings identity,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        return build(configured, new PolicyShelf(), wire, clock, partitions, tally, identity, stores);
    }

    static Topology build(
            PoliciesInForce configured,
            PolicyShelf shelf,
            Wire wire,
            InstantSource clock,
            IntSupplier partitions,
            Tally tally,
            IdentityProcessor.Settings identity,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        Topology topology = new Topology();
        source(topology, wire, "signals-in", Topics.SIGNALS);
        topology.addProcessor(
                "identity",
                () -> new IdentityProcessor(
                        new IdentityProcessor.Nodes(
                                ALIASES,
                                PRINCIPALS,
                                DEADLINES,
                                PARKED,
                                NEWS,
                                "resolved-out",
                                "links-out",
                                "unresolved-out"),
                        wire.values(Topics.SIGNALS),
                        identity),
                "signals-in");
        sink(topology, wire, "resolved-out", Topics.RESOLVED_SIGNALS, "identity");
        sink(topology, wire, "links-out", Topics.IDENTITY_LINKS, "identity");
        sink(topology, wire, "unresolved-out", Topics.DEAD_LETTERS, "identity");
        topology.addStateStore(store(stores.apply(ALIASES)), "identity");
        topology.addStateStore(store(stores.apply(PRINCIPALS)), "identity");
        topology.addStateStore(store(stores.apply(DEADLINES)), "identity");
        topology.addStateStore(store(stores.apply(PARKED)), "identity");
        topology.addStateStore(store(Stores.inMemoryKeyValueStore(NEWS)), "identity");

        topology.addProcessor("source-watch", () -> new SourceWatch("control-out"), "signals-in");

        source(topology, wire, "resolved-in", Topics.RESOLVED_SIGNALS);
        source(topology, wire, "flows-in", Topics.RISK_FLOWS);
        source(topology, wire, "control-in", Topics.RISK_CONTROL);
        RiskProcessor.Setting setting = new RiskProcessor.Setting(
                configured,
                shelf,
                partitions,
                wire.values(Topics.DECISIONS),
                wire.values(Topics.RISK_CONTROL),
                tally,
                clock);
        topology.addProcessor(
                "risk",
                () -> new RiskProcessor(
                        new RiskProcessor.Nodes(
                                RECORDS,
                                CONTROL,
                                "redirected-out",
                                "flows-out",
                                "levels-out",
                                "decisions-out",
                                "events-out",
                                "control-back"),
                        setting),
                "resolved-in",
                "flows-in",
                "control-in");
        sink(topology, wire, "redirected-out", Topics.RESOLVED_SIGNALS, "risk");
        sink(topology, wire, "flows-out", Topics.RISK_FLOWS, "risk");
        sink(topology, wire, "levels-out", Topics.RISK_LEVELS, "risk");
        sink(topology, wire, "decisions-out", Topics.DECISIONS, "risk");
        sink(topology, wire, "events-out", Topics.EVENTS, "risk");
        control(topology, wire, "control-out", "source-watch");
        control(topology, wire, "control-back", "risk");
        topology.addStateStore(store(stores.apply(RECORDS)), "risk");
        topology.addStateStore(store(Stores.inMemoryKeyValueStore(CONTROL)), "risk");
        return topology;
    }

    private static <K, V> void source(Topology topology, Wire wire, String name, Topic<K, V> topic) {
        topology.addSource(
                name, wire.keys(topic).deserializer(), wire.values(topic).deserializer(), topic.name());
    }

    private static <K, V> void sink(Topology topology, Wire wire, String name, Topic<K, V> topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                wire.keys(topic).serializer(),
                wire.values(topic).serializer(),
                parent);
    }

    private static void control(Topology topology, Wire wire, String name, String parent) {
        topology.addSink(
                name,
                Topics.RISK_CONTROL.name(),
                wire.keys(Topics.RISK_CONTROL).serializer(),
                wire.values(Topics.RISK_CONTROL).serializer(),
                new ControlPartitioner(),
                parent);
    }

    /** Uncached: a cache holds changes back until the next commit, and every write here is one the changelog needs. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
