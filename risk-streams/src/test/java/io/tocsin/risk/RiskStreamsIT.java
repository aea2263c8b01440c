// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.risk.audit.AuditConfig;
import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.IdentityMetrics;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RiskStreamsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;

    @Test
    void theStoryIsToldAndAfterARestartToldUnderTheSameIds(KafkaCluster cluster, @TempDir Path dir) {
        Map<String, String> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, Topics.ALL, PARTITIONS, (short) 1);
        List<Signal> story = new ArrayList<>(Told.morning());
        story.add(Told.jamf(true, 30));
        story.add(Told.threat(Severity.HIGH, "det-1", 31));

        try (Wire wire = Wire.open(Map.of());
                TopicWriter writer = TopicWriter.open(kafka, wire);
                Listener events = new Listener(kafka, wire)) {
            List<SecurityEvent> first;
            try (RiskStreams risk = RiskStreams.start(config(dir, 2), kafka, wire)) {
                risk.awaitRunning(PATIENCE);
                write(writer, story);
                first = events.until(2, RiskStreamsIT::isOfTheMac);
                assertThat(first)
                        .extracting(Bench::line)
                        .containsExactlyInAnyOrder(
                                "device-compliance-change device=FVFXFAKE01Q6 user=alice.ng@acme.example",
                                "session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE01"
                                        + " user=alice.ng@acme.example");
                assertThat(first)
                        .allSatisfy(
                                event -> assertThat(event.stamps().decided()).isNotNull());
            }

            try (RiskStreams again = RiskStreams.start(config(dir, 2), kafka, wire)) {
                again.awaitRunning(PATIENCE);
                write(writer, story);
                // the recent decisions once without a signal, and once more for the signals that came again
                List<SecurityEvent> repeated = events.until(4, RiskStreamsIT::isOfTheMac);
                assertThat(repeated).extracting(SecurityEvent::id).hasSameElementsAs(ids(first));

                write(
                        writer,
                        List.of(Told.opened(Told.session("idxFAKEsessALICE05"), Told.ALICE, Told.MAC_BY_OKTA, 40)));
                assertThat(events.until(
                                1, event -> isOfTheMac(event) && !ids(first).contains(event.id())))
                        .extracting(Bench::line)
                        .containsExactly("session-revoked device=FVFXFAKE01Q6 session=idxFAKEsessALICE05"
                                + " user=alice.ng@acme.example");
            }
        }
    }

    /** The clock is asked once the record is stored and before the event is sent: the worst moment to die. */
    @Test
    void aThreadThatDiesBetweenItsStateAndItsOutputLosesNothing(KafkaCluster cluster, @TempDir Path dir) {
        Map<String, String> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, Topics.ALL, PARTITIONS, (short) 1);
        AtomicInteger deaths = new AtomicInteger();
        AtomicBoolean armed = new AtomicBoolean();
        InstantSource deadly = () -> {
            // the clock is asked for other things too; this is where an event gets its stamp
            boolean sends = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().endsWith(".task.Forwarding")));
            if (sends && armed.compareAndSet(true, false)) {
                deaths.incrementAndGet();
                throw new IllegalStateException("a death that this test asked for");
            }
            return Instant.now();
        };
        try (Wire wire = Wire.open(Map.of());
                TopicWriter writer = TopicWriter.open(kafka, wire);
                Listener events = new Listener(kafka, wire);
                RiskStreams risk = RiskStreams.start(
                        config(dir, 1), Policy.load(null), List::of, kafka, wire, IdentityMetrics.NONE, deadly)) {
            risk.awaitRunning(PATIENCE);
            Signal failing = Told.compliance(
                    "intune", Told.LAPTOP, ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of(), 10);
            armed.set(true);
            write(writer, List.of(failing));

            // where the record reached Kafka before the thread died, the next one says its decision again, and once
            // more when the signal comes again: one event by its id, however many of them this poll brings
            List<SecurityEvent> said =
                    events.until(1, event -> Bench.line(event).contains("5CG0FAKE22"));
            assertThat(Set.copyOf(ids(said))).hasSize(1);
            assertThat(deaths).hasValue(1);
        }
    }

    @Test
    void withoutItsTopicsItSaysSo(@TempDir Path dir) {
        try (Wire wire = Wire.open(Map.of());
                RiskStreams risk =
                        RiskStreams.start(RiskConfig.of(dir), Map.of("bootstrap.servers", "127.0.0.1:1"), wire)) {
            assertThatThrownBy(() -> risk.awaitRunning(Duration.ofMillis(300)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is Kafka reachable");
        }
    }

    private static RiskConfig config(Path dir, int threads) {
        return new RiskConfig(null, dir, threads, 0, AuditConfig.DEFAULT, IdentityConfig.standard(), null);
    }

    private static boolean isOfTheMac(SecurityEvent event) {
        return Bench.line(event).contains("FVFXFAKE01Q6");
    }

    private static List<String> ids(List<SecurityEvent> events) {
        return events.stream().map(SecurityEvent::id).toList();
    }

    private static void write(TopicWriter writer, List<Signal> signals) {
        signals.stream()
                .map(signal -> writer.write(
                        Topics.SIGNALS, new TenantShard(signal.source().tenant(), 0), signal))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Reads {@code events} from the beginning. */
    private static final class Listener implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Deserializer<SecurityEvent> values;

        Listener(Map<String, String> kafka, Wire wire) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
            settings.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
            consumer = new KafkaConsumer<>(settings);
            values = wire.values(Topics.EVENTS).deserializer();
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(Topics.EVENTS.name(), i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<SecurityEvent> until(int count, Predicate<SecurityEvent> counts) {
            List<SecurityEvent> read = new ArrayList<>();
            Instant end = Instant.now().plus(PATIENCE);
            while (read.size() < count && Instant.now().isBefore(end)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    SecurityEvent event = values.deserialize(record.topic(), record.value());
                    if (counts.test(event)) {
                        read.add(event);
                    }
                }
            }
            return read;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
