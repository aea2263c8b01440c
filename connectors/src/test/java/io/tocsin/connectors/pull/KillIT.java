// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.Samples;
import io.tocsin.connectors.crowdstrike.FalconStream;
import io.tocsin.connectors.eventhubs.DiagnosticLogs;
import io.tocsin.connectors.feed.CursorFeed;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.WindowFeed;
import io.tocsin.connectors.feed.WindowFormat;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.live.KafkaFeed;
import io.tocsin.connectors.live.LiveFeed;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.microsoft.ManagedDevices;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.okta.OktaLog;
import io.tocsin.connectors.pull.DyingProducer.Killed;
import io.tocsin.connectors.pull.checkpoint.PageLog;
import io.tocsin.connectors.pull.checkpoint.Recall;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.Vendor;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.VendorLines;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader dies at every step of a page, and another goes on: no signal is lost, and none is there twice. */
@ExtendWith(KafkaExtension.class)
class KillIT {
    private final LabBench bench = new LabBench();
    private final List<Producer<byte[], byte[]>> abandoned = new ArrayList<>();
    private final Wire wire = Wire.open(Map.of());
    private Map<String, String> kafka = Map.of();
    private KafkaCluster cluster;
    private Vendor vendor;

    /** Where the first reader dies, in its second page. */
    enum Step {
        BEFORE_THE_QUESTION,
        AFTER_THE_ANSWER,
        BEFORE_THE_TRANSACTION,
        AFTER_THE_FIRST_SIGNAL,
        BEFORE_THE_COMMIT,
        AFTER_THE_COMMIT;

        @Nullable
        DyingProducer producer() {
            return switch (this) {
                case BEFORE_THE_QUESTION, AFTER_THE_ANSWER -> null;
                case BEFORE_THE_TRANSACTION -> new DyingProducer("beginTransaction", 2, false);
                case AFTER_THE_FIRST_SIGNAL -> new DyingProducer("send", SENT_BY_ONE_PAGE + 1, true);
                case BEFORE_THE_COMMIT -> new DyingProducer("commitTransaction", 2, false);
                case AFTER_THE_COMMIT -> new DyingProducer("commitTransaction", 2, true);
            };
        }

        /** Dies before the vendor is asked a second time, or with its answer. */
        Feed feed(Feed real) {
            int[] asked = {0};
            return new Feed() {
                @Override
                public FeedId id() {
                    return real.id();
                }

                @Override
                public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
                    asked[0]++;
                    if (Step.this == BEFORE_THE_QUESTION && asked[0] == 2) {
                        throw new Killed();
                    }
                    Page page = real.read(memory, now);
                    if (Step.this == AFTER_THE_ANSWER && asked[0] == 2) {
                        throw new Killed();
                    }
                    return page;
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }

        /** Dies where the line is opened, or right after. */
        VendorLines lines(VendorLines real) {
            return ask -> {
                if (this == BEFORE_THE_QUESTION) {
                    throw new Killed();
                }
                InputStream in = real.open(ask);
                if (this == AFTER_THE_ANSWER) {
                    throw new Killed();
                }
                return in;
            };
        }

        VendorApi api(VendorApi real) {
            int[] asked = {0};
            return ask -> {
                asked[0]++;
                if (this == BEFORE_THE_QUESTION && asked[0] == 2) {
                    throw new Killed();
                }
                Reply reply = real.send(ask);
                if (this == AFTER_THE_ANSWER && asked[0] == 2) {
                    throw new Killed();
                }
                return reply;
            };
        }

        private static final int SENT_BY_ONE_PAGE = 3;
    }

    /** Makes a feed over an API. */
    private interface Shape {
        Feed over(FeedId id, VendorApi api);
    }

    @BeforeEach
    void start(KafkaCluster started) {
        cluster = started;
        kafka = Map.of("bootstrap.servers", started.bootstrapServers());
        TopicAdmin.createMissing(kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 1, (short) 1);
        vendor = Vendor.open(api(), bench.clock(), new Random(1));
        bench.lab.pageSize(2);
    }

    @AfterEach
    void stop() {
        abandoned.forEach(producer -> producer.close(Duration.ZERO));
        vendor.close();
        bench.close();
    }

    private ApiConfig api() {
        return bench.api().or(null, 1);
    }

    @ParameterizedTest
    @EnumSource
    void alongACursor(Step step) throws Exception {
        Shelf log = bench.lab.shelf("/api/v1/logs");
        JsonNode event = Samples.json("okta/system-log-page-1.json").at("/body/0");
        for (int i = 0; i < 5; i++) {
            log.add(((ObjectNode) event.deepCopy()).put("uuid", "uuid-" + i));
        }
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), api(), 2);
        List<Signal> signals = killed(step, (id, api) -> new CursorFeed(id, format, api, Duration.ofDays(1)));
        assertThat(signals)
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("uuid-0", "uuid-1", "uuid-2", "uuid-3", "uuid-4");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEFORE_THE_TRANSACTION", "BEFORE_THE_COMMIT"})
    void overAWindowOfTime(Step step) throws Exception {
        Shelf shelf = bench.lab.shelf("/v1.0/auditLogs/signIns");
        JsonNode signIn = Samples.json("entra/signins-page.json").at("/value/0");
        for (int i = 0; i < 5; i++) {
            shelf.add(((ObjectNode) signIn.deepCopy())
                    .put("id", "id-" + i)
                    .put("createdDateTime", "2026-03-02T08:46:30Z"));
        }
        WindowFormat format = GraphLog.SIGN_INS.open(new Directory("acme"), api(), Duration.ofHours(1));
        List<Signal> signals = killed(step, (id, api) -> new WindowFeed(id, format, api, Duration.ofDays(1)));
        assertThat(signals)
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3", "id-4");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEFORE_THE_TRANSACTION", "BEFORE_THE_COMMIT"})
    void bySnapshots(Step step) throws Exception {
        Shelf shelf = bench.lab.shelf("/v1.0/deviceManagement/managedDevices");
        JsonNode device = Samples.json("intune/manageddevices-snapshot-t0.json").at("/value/0");
        for (int i = 0; i < 5; i++) {
            shelf.add(((ObjectNode) device.deepCopy()).put("id", "device-" + i));
        }
        SnapshotFormat format = ManagedDevices.list(new Directory("acme"), api());
        Shape shape = (id, api) -> new SnapshotFeed(id, format, api);
        FeedId id = feed();
        Reader baseline = reader(id, shape.over(id, vendor), PageLog::producer);
        drain(baseline);
        shelf.change(row -> true, row -> ((ObjectNode) row).put("complianceState", "noncompliant"));
        List<Signal> signals = killed(step, id, shape);
        assertThat(signals.stream().filter(signal -> signal.type() == SignalType.DEVICE_COMPLIANCE_CHANGED))
                .hasSize(5);
        assertThat(signals.stream().filter(signal -> signal.type() == SignalType.DEVICE_SEEN))
                .hasSize(5);
        assertThat(signals).extracting(Signal::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void onALineThatStaysOpen(Step step) throws Exception {
        ObjectNode event = (ObjectNode) Samples.json("crowdstrike/EppDetectionSummaryEvent.json");
        for (int i = 1; i <= 5; i++) {
            ObjectNode another = event.deepCopy();
            ((ObjectNode) another.get("metadata")).put("offset", i);
            ((ObjectNode) another.get("event")).put("CompositeId", "id-" + i);
            bench.lab.firehose().add(0, another);
        }
        FalconStream format = new FalconStream(api(), "tocsin");
        VendorLines lines = vendor.lines(format.origins());
        LiveFeed.Limits two = new LiveFeed.Limits(2, Duration.ofSeconds(5));
        FeedId id = feed();
        DyingProducer dying = step.producer();
        Reader mortal = reader(
                id,
                new LiveFeed(id, format, vendor, step.lines(lines), Duration.ofDays(1), two, bench.clock()),
                properties ->
                        dying == null ? PageLog.producer(properties) : dying.around(PageLog.producer(properties)));
        assertThatThrownBy(() -> readTo("0:5", id, mortal)).isInstanceOf(Killed.class);
        // its connection is still open: the next reader of that name has it closed by the vendor
        Reader next = reader(
                id, new LiveFeed(id, format, vendor, lines, Duration.ofDays(1), two, bench.clock()), PageLog::producer);
        readTo("0:5", id, next);
        next.close();
        mortal.close();
        assertThat(committed(id))
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-1", "id-2", "id-3", "id-4", "id-5");
    }

    @ParameterizedTest
    @EnumSource
    void onTopicsThatTheVendorKeeps(Step step) throws Exception {
        String topic = cluster.createTopic("insights-logs-signinlogs", 2, Map.of("retention.ms", "-1"));
        ObjectNode message = (ObjectNode) Samples.json("azure-eventhubs-kafka/entra-signin-record.json");
        Map<String, Object> properties = new HashMap<>(kafka);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 5; i++) {
                ((ObjectNode) message.at("/records/0/properties")).put("id", "id-" + i);
                producer.send(new ProducerRecord<>(
                                topic, i % 2, null, message.toString().getBytes(UTF_8)))
                        .get();
            }
        }
        FeedId id = feed();
        DyingProducer dying = step.producer();
        Reader mortal = reader(
                id,
                step.feed(topics(id, topic)),
                each -> dying == null ? PageLog.producer(each) : dying.around(PageLog.producer(each)));
        String end = topic + "/0:2," + topic + "/1:1";
        assertThatThrownBy(() -> readTo(end, id, mortal)).isInstanceOf(Killed.class);
        Reader next = reader(id, topics(id, topic), PageLog::producer);
        readTo(end, id, next);
        next.close();
        mortal.close();
        assertThat(committed(id))
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3", "id-4");
    }

    private Feed topics(FeedId id, String topic) {
        DiagnosticLogs logs = new DiagnosticLogs(Map.of("SignInLogs", GraphLog.SIGN_INS.mapper(new Directory("acme"))));
        LiveFeed.Limits two = new LiveFeed.Limits(2, Duration.ofSeconds(5));
        return new KafkaFeed(id, logs, List.of(topic), client(), Duration.ofDays(1), two, bench.clock());
    }

    private KafkaFeed.Client client() {
        return new KafkaFeed.Client() {
            @Override
            public Map<String, String> properties() {
                return kafka;
            }

            @Override
            public void refused() {
                throw new IllegalStateException("a broker that asks for nothing refuses nobody");
            }
        };
    }

    /** Reads until that place is committed. */
    private void readTo(String cursor, FeedId id, Reader reader) throws InterruptedException {
        Memory memory = new Memory(id, Instant.EPOCH);
        while (!cursor.equals(memory.position().cursor())) {
            reader.step();
            Recall.partition(kafka, wire, 0, memory::apply);
        }
    }

    @Test
    void aReaderThatWasReplacedWritesNothingMore() throws Exception {
        bench.lab
                .shelf("/api/v1/logs")
                .add(Samples.json("okta/system-log-page-1.json").at("/body/0"));
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), api(), 2);
        FeedId id = feed();
        Reader former = reader(id, new CursorFeed(id, format, vendor, Duration.ofDays(1)), PageLog::producer);
        Reader latter = reader(id, new CursorFeed(id, format, vendor, Duration.ofDays(1)), PageLog::producer);
        assertThatThrownBy(former::step).isInstanceOf(KafkaException.class);
        drain(latter);
        assertThat(committed(id)).hasSize(1);
    }

    @Test
    void thePlaceIsFoundAgainWhereItWasLeft() throws Exception {
        FeedId id = feed();
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), api(), 2);
        drain(reader(id, new CursorFeed(id, format, vendor, Duration.ofDays(1)), PageLog::producer));
        Memory memory = new Memory(id, Instant.EPOCH);
        Recall.partition(kafka, wire, 0, memory::apply);
        assertThat(memory.position().cursor()).contains("after=0_0");
        assertThat(memory.position().passes()).isEqualTo(1);
    }

    private List<Signal> killed(Step step, Shape shape) throws Exception {
        return killed(step, feed(), shape);
    }

    /** One reader dies, another reads to the end. */
    private List<Signal> killed(Step step, FeedId id, Shape shape) throws Exception {
        DyingProducer dying = step.producer();
        Reader mortal = reader(
                id,
                shape.over(id, step.api(vendor)),
                properties ->
                        dying == null ? PageLog.producer(properties) : dying.around(PageLog.producer(properties)));
        assertThatThrownBy(() -> drain(mortal)).isInstanceOf(Killed.class);
        drain(reader(id, shape.over(id, vendor), PageLog::producer));
        return committed(id);
    }

    private static void drain(Reader reader) throws InterruptedException {
        while (reader.step().isZero()) {
            // another page
        }
    }

    private FeedId feed() {
        return new FeedId(cluster.uniqueName("tenant"), "connector", "vendor", "feed");
    }

    private Reader reader(FeedId id, Feed feed, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        PageLog log = PageLog.open(kafka, wire, id, 0, properties -> {
            Producer<byte[], byte[]> producer = producers.apply(properties);
            abandoned.add(producer);
            return producer;
        });
        Clockwork clockwork = new Clockwork(bench.clock(), new Random(2));
        Memory memory = new Memory(id, clockwork.now());
        Recall.partition(kafka, wire, 0, memory::apply);
        return new Reader(
                new Plan(id, Duration.ofMinutes(1), () -> feed),
                log,
                memory,
                new Told(),
                new Pulse(),
                clockwork,
                ConnectorMetrics.in(new SimpleMeterRegistry()));
    }

    /** What who reads only what is committed finds, heartbeats aside. */
    private List<Signal> committed(FeedId id) {
        List<Signal> signals = new ArrayList<>();
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", "20");
        TopicPartition partition = new TopicPartition(Topics.SIGNALS.name(), 0);
        Map<TopicPartition, Long> ends = Recall.ends(kafka, List.of(partition));
        try (var consumer = new KafkaConsumer<>(
                properties,
                wire.keys(Topics.SIGNALS).deserializer(),
                wire.values(Topics.SIGNALS).deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!Recall.reached(consumer, ends)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(new TenantShard(id.tenant(), 0))
                            && record.value().type() != SignalType.HEARTBEAT) {
                        signals.add(record.value());
                    }
                });
            }
        }
        return signals;
    }
}
