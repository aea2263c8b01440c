// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.risk.audit.AuditConfig;
import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.IdentityMetrics;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.publication.Configured;
import io.tocsin.risk.policy.publication.Policies;
import io.tocsin.risk.policy.publication.PolicyHistory;
import io.tocsin.risk.policy.publication.PolicyOrder;
import io.tocsin.risk.policy.publication.PublicationConfig;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies are published while decisions are made, and then everything but the topics is lost. */
class PolicyReloadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final int SIGNALS = 1_200;
    private static final int AHEAD = 150;
    private static final int LAST = 4;

    /** Answers each locked account outright; its rule asks for what no signal here has. */
    private static String policy(int weight) {
        return """
                name: main
                levels: {medium: 40, high: 80}
                contributions:
                  - {rule: locked-abroad, of: user, when: signal.type == "ACCOUNT_LOCKED" && signal.context.country == "FR", weight: %d}
                responses:
                  - response: locked
                    of: user
                    on: {signal: signal.type == "ACCOUNT_LOCKED"}
                    send: session-revoked
                    reason-admin: {en: "locked"}
                """.formatted(weight);
    }

    @Test
    void everyDecisionNamesWhatDecidedThenAndNoneIsLostOrMadeTwice(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("policy.yaml"), policy(1));
        try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir.resolve("kafka")));
                Wire wire = Wire.open(Map.of())) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            TopicAdmin.createMissing(kafka, Topics.ALL, PARTITIONS, (short) 1);
            try (TopicWriter writer = TopicWriter.open(kafka, wire);
                    Policies policies = policies(file, kafka, wire, writer)) {
                List<Signal> heard = Collections.synchronizedList(new ArrayList<>());
                try (RiskStreams risk = start(file, dir.resolve("state"), kafka, wire, policies)) {
                    risk.awaitRunning(PATIENCE);
                    assertThat(risk.policy().number()).isZero();
                    Decided decided = publishWhileDeciding(kafka, wire, writer, policies, heard);

                    everySignalOnce(decided, heard);
                    neverBack(decided, policies.history());
                    assertThat(risk.policy())
                            .isEqualTo(policies.history()
                                    .latest()
                                    .orElseThrow()
                                    .entry()
                                    .active());
                    assertThat(risk.conditionFailures().getOrDefault(risk.policy(), Map.of()))
                            .hasSize(1)
                            .allSatisfy((where, times) -> assertThat(times).isPositive());
                }
                Map<String, String> anew = new HashMap<>(kafka);
                anew.put("application.id", "tocsin-risk-anew");
                try (RiskStreams risk = start(file, dir.resolve("anew"), anew, wire, policies)) {
                    risk.awaitRunning(PATIENCE);
                    judgedAnewByWhatWasPublished(kafka, wire, heard, policies.history());
                }
            }
        }
    }

    private static Policies policies(Path file, Map<String, String> kafka, Wire wire, TopicWriter writer) {
        return Policies.start(
                PublicationConfig.DEFAULT, Configured.load(file), kafka, wire, writer, InstantSource.system());
    }

    private static RiskStreams start(Path file, Path state, Map<String, String> kafka, Wire wire, Policies policies) {
        RiskConfig config = new RiskConfig(file, state, 2, 0, AuditConfig.DEFAULT, IdentityConfig.standard(), null);
        return RiskStreams.start(
                config, policies.configured().policy(), policies::changes, kafka, wire, IdentityMetrics.NONE);
    }

    /** The source goes on all the time, so many signals ahead of what is decided. */
    private static Decided publishWhileDeciding(
            Map<String, String> kafka, Wire wire, TopicWriter writer, Policies policies, List<Signal> heard)
            throws Exception {
        Semaphore ahead = new Semaphore(AHEAD);
        CompletableFuture<Void> source = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < SIGNALS; i++) {
                ahead.acquireUninterruptibly();
                Signal signal = locked(i);
                heard.add(signal);
                writer.write(Topics.SIGNALS, new TenantShard("acme", 0), signal).join();
            }
        });
        Decided decided = new Decided(ahead);
        try (Reader decisions = new Reader(kafka, Topics.DECISIONS);
                Reader events = new Reader(kafka, Topics.EVENTS)) {
            for (int published = 2; published <= LAST; published++) {
                decided.read(decisions, events, wire, (published - 1) * SIGNALS / (LAST + 1));
                policies.carryOut(new PolicyOrder.Publish(policy(published), false, "another"), "ops");
                PolicyHistory before = policies.history();
                String mistaken = policy(published).replace("weight", "wieght");
                assertThatThrownBy(
                                () -> policies.carryOut(new PolicyOrder.Publish(mistaken, false, "a mistake"), "ops"))
                        .isInstanceOf(PolicyException.class);
                assertThat(policies.history().steps()).isEqualTo(before.steps());
            }
            decided.read(decisions, events, wire, SIGNALS);
            source.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return decided;
    }

    private static Signal locked(int i) {
        Instant now = Instant.now();
        return Told.said(SignalType.ACCOUNT_LOCKED, now.minusMillis(1), now)
                .user(Told.entity(
                        Told.id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + i % 50),
                        Told.id(IdentifierKind.USER_EMAIL, "", "user" + i % 50 + "@acme.example")))
                .ip("192.0.2." + i % 250)
                .signal();
    }

    private static void everySignalOnce(Decided decided, List<Signal> heard) {
        List<String> ids = heard.stream().map(Signal::id).sorted().toList();
        assertThat(ids).hasSize(SIGNALS).doesNotHaveDuplicates();
        assertThat(decided.decisions.values().stream()
                        .map(decision -> decision.trigger().id())
                        .sorted()
                        .toList())
                .isEqualTo(ids);
        assertThat(decided.events).isEqualTo(decided.decisions.keySet());
    }

    /** In each partition the steps come in their order, and every version that was published had its time. */
    private static void neverBack(Decided decided, PolicyHistory history) {
        Map<Long, PolicyVersion> steps = history.steps().stream()
                .collect(Collectors.toMap(
                        PolicyHistory.Step::activation, step -> step.entry().active()));
        decided.byPartition
                .values()
                .forEach(activations -> assertThat(activations).isSorted());
        Set<Integer> published = new TreeSet<>();
        for (Decision decision : decided.decisions.values()) {
            PolicyVersion version = decision.policy().version();
            if (decision.policy().activation() == Decision.InForce.CONFIGURED) {
                assertThat(version.number()).isZero();
            } else {
                assertThat(version).isEqualTo(steps.get(decision.policy().activation()));
                published.add(version.number());
            }
        }
        assertThat(published).contains(2, 3, LAST);
    }

    /** State, changelogs and offsets are gone: all signals are read again, by a stage that was never told a policy. */
    private static void judgedAnewByWhatWasPublished(
            Map<String, String> kafka, Wire wire, List<Signal> heard, PolicyHistory history) {
        Map<String, Instant> ingested = heard.stream()
                .collect(Collectors.toMap(Signal::id, signal -> signal.times().ingested()));
        Instant first = history.steps().getFirst().entry().at();
        Set<String> missing = new HashSet<>(ingested.keySet());
        Instant end = Instant.now().plus(PATIENCE);
        try (Reader reader = new Reader(kafka, Topics.DECISIONS)) {
            Set<String> before = new HashSet<>();
            while (!missing.isEmpty() && Instant.now().isBefore(end)) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    Decision decision =
                            wire.values(Topics.DECISIONS).deserializer().deserialize(record.topic(), record.value());
                    String trigger = decision.trigger().id();
                    if (!before.add(trigger) && missing.remove(trigger)) {
                        boolean published =
                                !ingested.getOrDefault(trigger, Instant.MAX).isBefore(first);
                        assertThat(decision.policy().activation() == Decision.InForce.CONFIGURED)
                                .as(
                                        "%s decides about %s",
                                        decision.policy(), ingested.getOrDefault(trigger, Instant.MAX))
                                .isEqualTo(!published);
                    }
                }
            }
        }
        assertThat(missing).as("signals that were not judged anew").isEmpty();
    }

    /** What was decided and told, as read; what is repeated counts once. */
    private static final class Decided {
        private final Semaphore ahead;
        private final Map<String, Decision> decisions = new TreeMap<>();
        private final Set<String> events = new TreeSet<>();
        private final Map<Integer, List<Long>> byPartition = new HashMap<>();

        Decided(Semaphore ahead) {
            this.ahead = ahead;
        }

        /** Reads on until there are so many of both. */
        void read(Reader ofDecisions, Reader ofEvents, Wire wire, int count) {
            Instant end = Instant.now().plus(PATIENCE);
            while (Math.min(decisions.size(), events.size()) < count
                    && Instant.now().isBefore(end)) {
                for (ConsumerRecord<byte[], byte[]> record : ofDecisions.poll()) {
                    Decision decision =
                            wire.values(Topics.DECISIONS).deserializer().deserialize(record.topic(), record.value());
                    if (decisions.putIfAbsent(decision.id(), decision) == null) {
                        byPartition
                                .computeIfAbsent(record.partition(), p -> new ArrayList<>())
                                .add(decision.policy().activation());
                        ahead.release();
                    }
                }
                for (ConsumerRecord<byte[], byte[]> record : ofEvents.poll()) {
                    events.add(wire.values(Topics.EVENTS)
                            .deserializer()
                            .deserialize(record.topic(), record.value())
                            .id());
                }
            }
            assertThat(Math.min(decisions.size(), events.size())).isGreaterThanOrEqualTo(count);
        }
    }

    private record Reader(KafkaConsumer<byte[], byte[]> consumer) implements AutoCloseable {
        Reader(Map<String, String> kafka, Topic<?, ?> topic) {
            this(new KafkaConsumer<>(new HashMap<>(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic.name(), i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        Iterable<ConsumerRecord<byte[], byte[]>> poll() {
            return consumer.poll(Duration.ofMillis(100));
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
