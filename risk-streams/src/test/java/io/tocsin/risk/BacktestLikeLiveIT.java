// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.risk.backtest.Backtest;
import io.tocsin.risk.company.Month;
import io.tocsin.risk.identity.IdentityMetrics;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backtest decides is what the hub decides: over a real broker, through a restart. */
class BacktestLikeLiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Long enough for a partition to let fall due what does. */
    private static final Duration IDLE_FOR = Duration.ofSeconds(3);

    /** The same days whenever this runs: what happens in them depends on the date. */
    private final Month month = Month.of(21, 100, 3, LocalDate.of(2026, 11, 18));

    private final List<RecordedSignal> signals = signals();

    /** The hub goes on as time does; what it decides later is not compared. */
    private final Instant recorded = month.to();

    @Test
    void onOnePartitionEveryDecisionIsTheSameByteForByteThroughARestart(@TempDir Path dir) throws Exception {
        SortedMap<String, String> expected = backtested();
        assertThat(expected).isNotEmpty();
        assertThat(live(dir, 1, expected.size())).isEqualTo(expected);
    }

    /** Here days pass in seconds and each partition at its own speed, so that risk travels hours early and late. */
    @Test
    void onFourPartitionsEverybodyIsToldTheSame(@TempDir Path dir) throws Exception {
        SortedSet<String> expected = told(backtested());
        assertThat(expected).isNotEmpty();
        assertThat(told(live(dir, 4, expected.size()))).isEqualTo(expected);
    }

    /**
     * Whom receivers were told what of. Not by which of several inputs: two that arrive together from other partitions
     * may do so in either order.
     */
    private static SortedSet<String> told(SortedMap<String, String> decisions) {
        try (Wire wire = Wire.open(Map.of())) {
            return decisions.values().stream()
                    .map(bytes -> wire.values(Topics.DECISIONS)
                            .deserializer()
                            .deserialize(Topics.DECISIONS.name(), HexFormat.of().parseHex(bytes)))
                    .filter(decision -> decision.verdict().outcome() == Outcome.EMITTED)
                    .map(decision -> decision.principal().text() + " "
                            + requireNonNull(decision.event()).type().shortName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** By id, which names principal, policy, trigger and response, the bytes as in the topic. */
    private SortedMap<String, String> backtested() throws Exception {
        SortedMap<String, String> decisions = new TreeMap<>();
        try (Wire wire = Wire.open(Map.of())) {
            Iterator<RecordedSignal> source = signals.iterator();
            new Backtest(List.of(new Backtest.Trial(
                            Policy.load(null),
                            (decision, at) -> decisions.put(
                                    decision.id(),
                                    HexFormat.of()
                                            .formatHex(wire.values(Topics.DECISIONS)
                                                    .serializer()
                                                    .serialize(Topics.DECISIONS.name(), decision))))))
                    .run(() -> source.hasNext() ? source.next() : null, recorded.minusNanos(1));
        }
        return decisions;
    }

    private SortedMap<String, String> live(Path dir, int partitions, int atLeast) {
        try (EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir.resolve("kafka")));
                Wire wire = Wire.open(Map.of())) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            TopicAdmin.createMissing(kafka, Topics.ALL, partitions, (short) 1);
            keepAll(kafka);
            // it stands still while there is something to take in: a hub that idles lets deadlines fall due by the
            // clock
            AtomicReference<Instant> clock = new AtomicReference<>(recorded);
            int half = signals.size() / 2;
            try (RiskStreams risk = start(dir, kafka, wire, clock::get)) {
                risk.awaitRunning(PATIENCE);
                write(kafka, wire, signals.subList(0, half));
                awaitAllTaken(kafka, partitions);
            }
            write(kafka, wire, signals.subList(half, signals.size()));
            SortedMap<String, String> decisions = new TreeMap<>();
            try (RiskStreams risk = start(dir, kafka, wire, clock::get);
                    KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, partitions)) {
                risk.awaitRunning(PATIENCE);
                awaitAllTaken(kafka, partitions);
                clock.set(recorded.plus(IDLE_FOR));
                read(consumer, wire, decisions, atLeast);
            }
            return decisions;
        }
    }

    private static RiskStreams start(Path dir, Map<String, String> kafka, Wire wire, InstantSource clock) {
        return RiskStreams.start(
                RiskConfig.of(dir.resolve("state")),
                Policy.load(null),
                List::of,
                kafka,
                wire,
                IdentityMetrics.NONE,
                clock);
    }

    /** What is committed has been written on before: where all is, nothing is under way. */
    private static void awaitAllTaken(Map<String, String> kafka, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (Topic<?, ?> topic :
                List.of(Topics.SIGNALS, Topics.RESOLVED_SIGNALS, Topics.RISK_FLOWS, Topics.RISK_CONTROL)) {
            for (int partition = 0; partition < partitions; partition++) {
                latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            await().atMost(PATIENCE).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                                StreamsSettings.APPLICATION)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return admin.listOffsets(latest).all().get().entrySet().stream()
                        .allMatch(end -> end.getValue().offset() == offset(committed.get(end.getKey())));
            });
        }
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    /** These days are long past, and their records have to stay. */
    private static void keepAll(Map<String, String> kafka) {
        AlterConfigOp forGood = new AlterConfigOp(new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.incrementalAlterConfigs(Topics.ALL.stream()
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                                    topic -> List.of(forGood))))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void write(Map<String, String> kafka, Wire wire, List<RecordedSignal> signals) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (RecordedSignal signal : signals) {
                var unused = producer.send(new ProducerRecord<>(
                        Topics.SIGNALS.name(),
                        null,
                        signal.timestamp().toEpochMilli(),
                        wire.keys(Topics.SIGNALS).serializer().serialize(Topics.SIGNALS.name(), signal.key()),
                        wire.values(Topics.SIGNALS).serializer().serialize(Topics.SIGNALS.name(), signal.signal())));
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka, int partitions) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(new HashMap<>(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.DECISIONS.name(), partition))
                .collect(Collectors.toList());
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    /** Reads until so many are there, and then until nothing more comes. */
    private void read(
            KafkaConsumer<byte[], byte[]> consumer, Wire wire, SortedMap<String, String> decisions, int atLeast) {
        Instant end = Instant.now().plus(PATIENCE);
        int quiet = 0;
        while (Instant.now().isBefore(end) && (decisions.size() < atLeast || quiet < 8)) {
            int before = decisions.size();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(250))) {
                Decision decision =
                        wire.values(Topics.DECISIONS).deserializer().deserialize(record.topic(), record.value());
                if (decision.at().isBefore(recorded)) {
                    decisions.put(decision.id(), HexFormat.of().formatHex(record.value()));
                }
            }
            quiet = decisions.size() == before ? quiet + 1 : 0;
        }
    }

    private List<RecordedSignal> signals() {
        List<RecordedSignal> signals = new ArrayList<>();
        month.live(signals::add, day -> {});
        return List.copyOf(signals);
    }
}
