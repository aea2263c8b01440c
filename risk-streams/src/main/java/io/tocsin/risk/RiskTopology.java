// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import io.tocsin.risk.decision.RiskProcessor;
import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
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
 * resolved-signals, risk-flows ─► risk ─► events, decisions, risk-levels, risk-flows, resolved-signals
 * </pre>
 *
 * {@code resolved-signals} and {@code risk-flows} must have the same number of partitions.
 */
public final class RiskTopology {
    static final String ALIASES = "identity-aliases";
    static final String PRINCIPALS = "identity-principals";
    static final String MERGES = "recent-merges";
    static final String RECORDS = "risk-records";
    static final String DECISIONS = "recent-decisions";

    private RiskTopology() {}

    /**
     * The topology for one policy.
     *
     * @param clock stamps events and dead letters; nothing is decided by it
     */
    public static Topology build(Policy policy, Wire wire, InstantSource clock) {
        return build(policy, wire, clock, Stores::persistentKeyValueStore);
    }

    /**
     * The same with other stores, for runs whose state need not outlive them.
     *
     * @param stores makes the store of that name
     */
    static Topology build(
            Policy policy, Wire wire, InstantSource clock, Function<String, KeyValueBytesStoreSupplier> stores) {
        Topology topology = new Topology();
        source(topology, wire, "signals-in", Topics.SIGNALS);
        topology.addProcessor(
                "identity",
                () -> new IdentityProcessor(
                        new IdentityProcessor.Nodes(
                                ALIASES, PRINCIPALS, MERGES, "resolved-out", "links-out", "unresolved-out"),
                        wire.values(Topics.SIGNALS).serializer(),
                        clock),
                "signals-in");
        sink(topology, wire, "resolved-out", Topics.RESOLVED_SIGNALS, "identity");
        sink(topology, wire, "links-out", Topics.IDENTITY_LINKS, "identity");
        sink(topology, wire, "unresolved-out", Topics.DEAD_LETTERS, "identity");
        topology.addStateStore(store(stores.apply(ALIASES)), "identity");
        topology.addStateStore(store(stores.apply(PRINCIPALS)), "identity");
        topology.addStateStore(store(Stores.inMemoryKeyValueStore(MERGES)), "identity");

        source(topology, wire, "resolved-in", Topics.RESOLVED_SIGNALS);
        source(topology, wire, "flows-in", Topics.RISK_FLOWS);
        topology.addProcessor(
                "risk",
                () -> new RiskProcessor(
                        new RiskProcessor.Nodes(
                                RECORDS,
                                DECISIONS,
                                "redirected-out",
                                "flows-out",
                                "levels-out",
                                "decisions-out",
                                "events-out"),
                        policy,
                        wire.values(Topics.DECISIONS),
                        clock),
                "resolved-in",
                "flows-in");
        sink(topology, wire, "redirected-out", Topics.RESOLVED_SIGNALS, "risk");
        sink(topology, wire, "flows-out", Topics.RISK_FLOWS, "risk");
        sink(topology, wire, "levels-out", Topics.RISK_LEVELS, "risk");
        sink(topology, wire, "decisions-out", Topics.DECISIONS, "risk");
        sink(topology, wire, "events-out", Topics.EVENTS, "risk");
        topology.addStateStore(store(stores.apply(RECORDS)), "risk");
        topology.addStateStore(store(Stores.inMemoryKeyValueStore(DECISIONS)), "risk");
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

    /** Uncached: a cache holds changes back until the next commit, and every write here is one the changelog needs. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
