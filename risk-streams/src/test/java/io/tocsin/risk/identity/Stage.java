// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The identity stage alone: signals in, everything it says out. */
final class Stage implements AutoCloseable {
    static final List<String> STORES = List.of("aliases", "principals", "deadlines", "parked", "news");

    final Tally tally = new Tally();

    private final Wire wire = Wire.open(Map.of());
    private final TopologyTestDriver driver;
    private final TestInputTopic<TenantShard, Signal> signals;
    private final TestOutputTopic<CanonicalId, Signal> resolved;
    private final TestOutputTopic<String, IdentityLink> links;
    private final TestOutputTopic<String, DeadLetter> deadLetters;
    private final IdentityConfig config;

    Stage() {
        this(IdentityConfig.standard());
    }

    Stage(IdentityConfig config) {
        this.config = config;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "identity");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(topology(), settings, Heard.T0);
        signals = driver.createInputTopic(
                Topics.SIGNALS.name(),
                wire.keys(Topics.SIGNALS).serializer(),
                wire.values(Topics.SIGNALS).serializer());
        resolved = output(Topics.RESOLVED_SIGNALS);
        links = output(Topics.IDENTITY_LINKS);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    private Topology topology() {
        Topology topology = new Topology();
        topology.addSource(
                "in",
                wire.keys(Topics.SIGNALS).deserializer(),
                wire.values(Topics.SIGNALS).deserializer(),
                Topics.SIGNALS.name());
        topology.addProcessor(
                "identity",
                () -> new IdentityProcessor(
                        new IdentityProcessor.Nodes(
                                "aliases", "principals", "deadlines", "parked", "news", "resolved", "links", "dead"),
                        wire.values(Topics.SIGNALS),
                        new IdentityProcessor.Settings(config, tally)),
                "in");
        sink(topology, "resolved", Topics.RESOLVED_SIGNALS);
        sink(topology, "links", Topics.IDENTITY_LINKS);
        sink(topology, "dead", Topics.DEAD_LETTERS);
        for (String store : STORES) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                                    Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                            .withLoggingDisabled(),
                    "identity");
        }
        return topology;
    }

    private <K, V> void sink(Topology topology, String name, Topic<K, V> topic) {
        topology.addSink(
                name,
                topic.name(),
                wire.keys(topic).serializer(),
                wire.values(topic).serializer(),
                "identity");
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                wire.keys(topic).deserializer(),
                wire.values(topic).deserializer());
    }

    /** Each as soon as it is ingested. */
    Stage hear(Signal... heard) {
        return hear(List.of(heard));
    }

    Stage hear(List<Signal> heard) {
        for (Signal signal : heard) {
            signals.pipeInput(
                    new TenantShard(signal.source().tenant(), 0),
                    signal,
                    signal.times().ingested());
        }
        return this;
    }

    List<KeyValue<CanonicalId, Signal>> resolved() {
        return resolved.readKeyValuesToList();
    }

    /** Whom the signals were addressed to, of that kind; what the stage adds of its own does not count. */
    List<CanonicalId> told(PrincipalKind kind) {
        return resolved().stream()
                .filter(r -> r.key.kind() == kind
                        && r.value.type() != SignalType.IDENTITY_LINKED
                        && r.value.type() != SignalType.IDENTITY_SPLIT)
                .map(r -> r.key)
                .toList();
    }

    /** The one of that kind to whom the last of these was addressed. */
    CanonicalId of(PrincipalKind kind, Signal... heard) {
        resolved();
        hear(heard);
        return told(kind).getLast();
    }

    CanonicalId device(Signal... heard) {
        return of(PrincipalKind.DEVICE, heard);
    }

    CanonicalId user(Signal... heard) {
        return of(PrincipalKind.USER, heard);
    }

    CanonicalId session(Signal... heard) {
        return of(PrincipalKind.SESSION, heard);
    }

    List<KeyValue<String, IdentityLink>> links() {
        return links.readKeyValuesToList();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.readValuesToList();
    }

    /** Everything it says, in order. */
    List<String> everything() {
        return java.util.stream.Stream.of(
                        resolved().stream().map(Object::toString),
                        links().stream().map(Object::toString),
                        deadLetters().stream().map(letter -> letter.reason() + letter.hashCode()))
                .flatMap(each -> each)
                .toList();
    }

    /** Lets what runs once after a start run. */
    Stage settle() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return this;
    }

    KeyValueStore<String, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** Everything in every store, comparable. */
    Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String name : STORES) {
            state.putAll(state(name));
        }
        return state;
    }

    Map<String, String> state(String name) {
        Map<String, String> state = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> entries = store(name).all()) {
            entries.forEachRemaining(
                    e -> state.put(name + "/" + e.key, HexFormat.of().formatHex(e.value)));
        }
        return state;
    }

    /** Which names there are; not what waits for them. */
    Map<String, String> names() {
        Map<String, String> names = state("aliases");
        names.keySet().removeIf(key -> key.startsWith("aliases/!"));
        return names;
    }

    /** What a crash leaves: each store as it is there, and none of the outputs. */
    Stage crash(Map<String, Stage> survivors) {
        Stage next = new Stage(config);
        survivors.forEach((name, from) -> {
            try (KeyValueIterator<String, byte[]> entries = from.store(name).all()) {
                entries.forEachRemaining(e -> next.store(name).put(e.key, e.value));
            }
        });
        return next;
    }

    Stage crash() {
        Map<String, Stage> all = new TreeMap<>();
        STORES.forEach(name -> all.put(name, this));
        return crash(all);
    }

    @Override
    public void close() {
        driver.close();
        wire.close();
    }
}
