// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.explanation.Recomputation;
import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.task.PolicyShelf;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The whole topology on a bench: signals in, everything it says out. */
final class Bench implements AutoCloseable {
    static final List<String> STORES = List.of(
            RiskTopology.ALIASES,
            RiskTopology.PRINCIPALS,
            RiskTopology.DEADLINES,
            RiskTopology.PARKED,
            RiskTopology.NEWS,
            RiskTopology.RECORDS,
            RiskTopology.CONTROL);
    static final Instant WALL = Instant.parse("2026-03-02T12:00:00Z");

    private static final AtomicInteger BENCHES = new AtomicInteger();

    private final Wire wire = Wire.open(Map.of());
    private final TopologyTestDriver driver;
    private final TestInputTopic<TenantShard, Signal> signals;
    private final TestInputTopic<String, RiskControl> controls;
    private final TestInputTopic<CanonicalId, RiskFlow> contributions;
    private final TestOutputTopic<CanonicalId, SecurityEvent> events;
    private final TestOutputTopic<CanonicalId, Decision> decisions;
    private final TestOutputTopic<CanonicalId, RiskAssessment> levels;
    private final TestOutputTopic<CanonicalId, Signal> resolved;
    private final TestOutputTopic<CanonicalId, RiskFlow> flows;
    private final TestOutputTopic<String, IdentityLink> links;
    private final TestOutputTopic<String, DeadLetter> deadLetters;

    Bench(Policy policy) {
        this(PoliciesInForce.only(policy));
    }

    Bench(PoliciesInForce policies) {
        this(policies, new PolicyShelf());
    }

    Bench(PoliciesInForce policies, PolicyShelf shelf) {
        driver = new TopologyTestDriver(
                RiskTopology.build(
                        policies,
                        shelf,
                        wire,
                        InstantSource.fixed(WALL),
                        () -> 1,
                        new Tally(),
                        IdentityProcessor.Settings.standard(),
                        Stores::inMemoryKeyValueStore),
                StreamsSettings.of(
                        RiskConfig.of(Path.of("target", "bench-" + BENCHES.incrementAndGet())),
                        Map.of("bootstrap.servers", "none:1"),
                        wire),
                WALL);
        signals = driver.createInputTopic(
                Topics.SIGNALS.name(),
                wire.keys(Topics.SIGNALS).serializer(),
                wire.values(Topics.SIGNALS).serializer());
        controls = driver.createInputTopic(
                Topics.RISK_CONTROL.name(),
                wire.keys(Topics.RISK_CONTROL).serializer(),
                wire.values(Topics.RISK_CONTROL).serializer());
        contributions = driver.createInputTopic(
                Topics.RISK_FLOWS.name(),
                wire.keys(Topics.RISK_FLOWS).serializer(),
                wire.values(Topics.RISK_FLOWS).serializer());
        events = output(Topics.EVENTS);
        decisions = output(Topics.DECISIONS);
        levels = output(Topics.RISK_LEVELS);
        resolved = output(Topics.RESOLVED_SIGNALS);
        flows = output(Topics.RISK_FLOWS);
        links = output(Topics.IDENTITY_LINKS);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    static Bench withDefaults() {
        return new Bench(Policy.load(null));
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                wire.keys(topic).deserializer(),
                wire.values(topic).deserializer());
    }

    Bench hear(Signal... heard) {
        for (Signal signal : heard) {
            signals.pipeInput(
                    new TenantShard(signal.source().tenant(), 0),
                    signal,
                    signal.times().ingested());
        }
        return this;
    }

    /** What moves the stage besides signals, at its own time. */
    Bench told(RiskControl... said) {
        for (RiskControl control : said) {
            controls.pipeInput(control.key(), control, control.at());
        }
        return this;
    }

    /** What another partition tells, whenever it gets round to it. */
    Bench flows(RiskFlow... told) {
        for (RiskFlow flow : told) {
            contributions.pipeInput(flow.to(), flow, flow.at());
        }
        return this;
    }

    /** Event time comes to this minute though nothing is heard. */
    Bench tick(double minute) {
        return told(new RiskControl.Tick(0, Told.minute(minute)));
    }

    /** The policies in force from this minute on: the active one, then the shadows. */
    Bench inForce(double minute, long activation, String active, String... shadows) {
        return told(change(minute, activation, active, shadows));
    }

    static RiskControl.PolicyChange change(double minute, long activation, String active, String... shadows) {
        return new RiskControl.PolicyChange(
                activation,
                document(active),
                Stream.of(shadows).map(Bench::document).toList(),
                Told.minute(minute));
    }

    private static RiskControl.Document document(String text) {
        return new RiskControl.Document(
                Policy.read("policy", text.getBytes(UTF_8)).version(), text);
    }

    Bench hear(List<Signal> heard) {
        heard.forEach(this::hear);
        return this;
    }

    /** Lets the one-shot punctuations after a start run. */
    Bench settle() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return this;
    }

    List<SecurityEvent> events() {
        return events.readValuesToList();
    }

    /** For people: {@code session-revoked session=… user=… device=…}. */
    List<String> told() {
        return events().stream().map(Bench::line).toList();
    }

    static String line(SecurityEvent event) {
        List<String> parts = new ArrayList<>(List.of(event.event().type().shortName()));
        if (event.subject() instanceof ComplexSubject complex) {
            complex.members().forEach((name, member) -> {
                if (!name.equals(ComplexSubject.TENANT)) {
                    parts.add(name + "=" + text(member));
                }
            });
        }
        return String.join(" ", parts);
    }

    private static String text(SimpleSubject subject) {
        return switch (subject) {
            case SimpleSubject.Email email -> email.email();
            case SimpleSubject.Opaque opaque -> opaque.id();
            case SimpleSubject.Uri uri -> uri.uri();
            default -> subject.toString();
        };
    }

    List<SecurityEvent> events(EventType type) {
        return events().stream().filter(e -> e.event().type().equals(type)).toList();
    }

    List<Decision> decisions() {
        List<Decision> read = decisions.readValuesToList();
        assertThat(read)
                .allSatisfy(decision -> assertThat(Recomputation.of(decision).differences())
                        .as("%s computed again", decision)
                        .isEmpty());
        return read;
    }

    List<KeyValue<CanonicalId, RiskAssessment>> levels() {
        return levels.readKeyValuesToList();
    }

    List<KeyValue<CanonicalId, Signal>> resolved() {
        return resolved.readKeyValuesToList();
    }

    List<RiskFlow> flows() {
        return flows.readValuesToList();
    }

    List<KeyValue<String, IdentityLink>> links() {
        return links.readKeyValuesToList();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.readValuesToList();
    }

    void pipeRaw(String topic, byte[] key, byte[] value) {
        driver.createInputTopic(
                        topic,
                        new org.apache.kafka.common.serialization.ByteArraySerializer(),
                        new org.apache.kafka.common.serialization.ByteArraySerializer())
                .pipeInput(key, value);
    }

    /** Everything in every store, comparable. */
    Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String name : STORES) {
            try (KeyValueIterator<String, byte[]> entries = store(name).all()) {
                entries.forEachRemaining(
                        e -> state.put(name + "/" + e.key, HexFormat.of().formatHex(e.value)));
            }
        }
        return state;
    }

    /** What a crash leaves: the changelogs as they are, and none of the outputs. */
    Bench crash(Policy policy) {
        Bench next = new Bench(policy);
        for (String name : STORES) {
            try (KeyValueIterator<String, byte[]> entries = store(name).all()) {
                entries.forEachRemaining(e -> next.store(name).put(e.key, e.value));
            }
        }
        return next;
    }

    KeyValueStore<String, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    @Override
    public void close() {
        try {
            // every decision is computed again from its record, whatever a test is about
            decisions();
        } finally {
            driver.close();
            wire.close();
        }
    }
}
