// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.rehearsal;

import io.tocsin.risk.RiskTopology;
import io.tocsin.risk.identity.IdentityProcessor;
import io.tocsin.risk.policy.PoliciesInForce;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.task.Tally;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;

/** The topology without a broker: what goes in is worked off before the call returns. */
final class Stage implements AutoCloseable {
    private final Wire wire = Wire.open(Map.of());
    private final Path state;
    private final TopologyTestDriver driver;
    private final TestInputTopic<TenantShard, Signal> signals;
    private final TestInputTopic<String, RiskControl> control;
    private final TestOutputTopic<CanonicalId, Decision> decisions;
    private final TestOutputTopic<CanonicalId, RiskAssessment> levels;
    private final TestOutputTopic<CanonicalId, Signal> resolved;

    Stage(Policy policy, Instant beginning) {
        state = folder();
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "tocsin-rehearsal");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                RiskTopology.build(
                        PoliciesInForce.only(policy),
                        wire,
                        InstantSource.fixed(beginning),
                        () -> 1,
                        new Tally(),
                        IdentityProcessor.Settings.standard(),
                        Stores::inMemoryKeyValueStore),
                settings,
                beginning);
        signals = driver.createInputTopic(
                Topics.SIGNALS.name(),
                wire.keys(Topics.SIGNALS).serializer(),
                wire.values(Topics.SIGNALS).serializer());
        control = driver.createInputTopic(
                Topics.RISK_CONTROL.name(),
                wire.keys(Topics.RISK_CONTROL).serializer(),
                wire.values(Topics.RISK_CONTROL).serializer());
        decisions = output(Topics.DECISIONS);
        levels = output(Topics.RISK_LEVELS);
        resolved = output(Topics.RESOLVED_SIGNALS);
    }

    void hear(Signal signal) {
        signals.pipeInput(
                new TenantShard(signal.source().tenant(), 0),
                signal,
                signal.times().ingested());
    }

    /** Lets time pass up to there. */
    void pass(Instant to) {
        RiskControl tick = new RiskControl.Tick(0, to);
        control.pipeInput(tick.key(), tick, to);
    }

    List<Decision> decisions() {
        return decisions.readValuesToList();
    }

    /** A principal that was merged into another has none. */
    List<RiskAssessment> levels() {
        return levels.readKeyValuesToList().stream()
                .filter(level -> level.value != null)
                .map(level -> level.value)
                .toList();
    }

    List<Signal> resolved() {
        return resolved.readValuesToList();
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                wire.keys(topic).deserializer(),
                wire.values(topic).deserializer());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tocsin-rehearsal");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made for a rehearsal", e);
        }
    }

    @Override
    public void close() {
        driver.close();
        wire.close();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of a rehearsal cannot be removed", e);
        }
    }
}
