// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.pull.DyingProducer.Killed;
import io.tocsin.connectors.pull.checkpoint.PageLog;
import io.tocsin.connectors.pull.checkpoint.Recall;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Vendor;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Readers over a lab and a real broker, some of which die, and what they leave behind. */
final class KillRig implements AutoCloseable {
    final LabBench bench = new LabBench();
    private final List<Producer<byte[], byte[]>> abandoned = new ArrayList<>();
    private final Wire wire = Wire.open(Map.of());
    final Map<String, String> kafka;
    final KafkaCluster cluster;
    final Vendor vendor;

    KillRig(KafkaCluster cluster) {
        this.cluster = cluster;
        kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 1, (short) 1);
        vendor = Vendor.open(api(), bench.clock(), new Random(1));
        bench.lab.pageSize(2);
    }

    /** Makes a feed over an API. */
    interface Shape {
        Feed over(FeedId id, VendorApi api);
    }

    ApiConfig api() {
        return bench.api().or(null, 1);
    }

    /** Reads until that place is committed. */
    void readTo(String cursor, FeedId id, Reader reader) throws InterruptedException {
        while (!cursor.equals(remembered(id).position().cursor())) {
            reader.step();
        }
    }

    /** The same of a feed that nobody has read yet. */
    List<Signal> killed(Step step, Shape shape) throws Exception {
        return killed(step, feed(), shape);
    }

    /** One reader dies, another reads to the end. */
    List<Signal> killed(Step step, FeedId id, Shape shape) throws Exception {
        Reader mortal = mortal(id, shape.over(id, step.api(vendor)), step);
        assertThatThrownBy(() -> drain(mortal)).isInstanceOf(Killed.class);
        drain(reader(id, shape.over(id, vendor)));
        return committed(id);
    }

    static void drain(Reader reader) throws InterruptedException {
        while (reader.step().isZero()) {
            // another page
        }
    }

    FeedId feed() {
        return new FeedId(cluster.uniqueName("tenant"), "connector", "vendor", "feed");
    }

    /** One that nothing befalls. */
    Reader reader(FeedId id, Feed feed) {
        return reader(id, feed, PageLog::producer);
    }

    /** One whose producer dies at that step, where it is the producer that dies there. */
    Reader mortal(FeedId id, Feed feed, Step step) {
        DyingProducer dying = step.producer();
        return reader(
                id,
                feed,
                properties ->
                        dying == null ? PageLog.producer(properties) : dying.around(PageLog.producer(properties)));
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
    List<Signal> committed(FeedId id) {
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

    /** What is remembered of a feed, as whoever reads it next finds it. */
    Memory remembered(FeedId id) {
        Memory memory = new Memory(id, Instant.EPOCH);
        Recall.partition(kafka, wire, 0, memory::apply);
        return memory;
    }

    @Override
    public void close() {
        abandoned.forEach(producer -> producer.close(Duration.ZERO));
        vendor.close();
        bench.close();
    }
}
