// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomRecords;
import io.tocsin.schemas.topic.TopicWriter.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TopicWriterIT {
    private final KafkaCluster cluster;
    private final Map<String, String> kafka;
    private final Wire wire = Wire.open(Map.of());

    TopicWriterIT(KafkaCluster cluster) {
        this.cluster = cluster;
        this.kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    }

    @Test
    void everyTopicIsMadeOnceWithItsRetentionAndCanBeWrittenAndReadAtOnce() throws Exception {
        TopicAdmin.createMissing(kafka, Topics.ALL, 2, (short) 1);
        TopicAdmin.createMissing(kafka, Topics.ALL, 7, (short) 1);
        assertThat(setting(Topics.STREAMS, "cleanup.policy")).isEqualTo("compact");
        assertThat(setting(Topics.SIGNALS, "cleanup.policy")).isEqualTo("delete");
        assertThat(setting(Topics.SIGNALS, "retention.ms"))
                .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));

        try (TopicWriter writer = TopicWriter.open(kafka, wire)) {
            RandomRecords random = new RandomRecords(new Draw(5));
            for (Topic<?, ?> topic : Topics.ALL) {
                isWrittenAndRead(topic, writer, random);
            }
        }
    }

    private <K, V> void isWrittenAndRead(Topic<K, V> topic, TopicWriter writer, RandomRecords random) throws Exception {
        @SuppressWarnings("unchecked")
        K key = (K) random.key(topic);
        V value = random.values(topic).getFirst();
        Written written = writer.write(topic, key, value).get(30, SECONDS);
        Written tombstone = writer.write(topic, key, null).get(30, SECONDS);
        assertThat(written.partition()).isBetween(0, 1);
        assertThat(tombstone).isEqualTo(new Written(written.partition(), written.offset() + 1));

        List<ConsumerRecord<byte[], byte[]>> records = read(topic.name(), written.partition(), 2);
        assertThat(wire.keys(topic)
                        .deserializer()
                        .deserialize(topic.name(), records.get(0).key()))
                .isEqualTo(key);
        assertThat(wire.values(topic)
                        .deserializer()
                        .deserialize(topic.name(), records.get(0).value()))
                .isEqualTo(value);
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    void recordsOfOneKeyKeepTheOrderOfTheirWritesAndEachIsWrittenOnce() throws Exception {
        Topic<String, DeadLetter> topic = topic(1);
        try (TopicWriter writer = TopicWriter.open(kafka, wire)) {
            List<CompletableFuture<Written>> writes = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                writes.add(writer.write(topic, "key", letter(i)));
            }
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(60, SECONDS);
            for (int i = 0; i < 2000; i++) {
                assertThat(writes.get(i).get().offset()).isEqualTo(i);
            }
        }
        var deserializer = wire.values(topic).deserializer();
        List<ConsumerRecord<byte[], byte[]>> records = read(topic.name(), 0, 2000);
        for (int i = 0; i < 2000; i++) {
            assertThat(deserializer.deserialize("", records.get(i).value()).origin())
                    .isEqualTo("origin " + i);
        }
    }

    @Test
    void whatWaitsWhenTheWriterClosesIsStillWritten() throws Exception {
        Topic<String, DeadLetter> topic = topic(2);
        List<CompletableFuture<Written>> writes = new ArrayList<>();
        try (TopicWriter writer = TopicWriter.open(kafka, wire)) {
            for (int i = 0; i < 500; i++) {
                writes.add(writer.write(topic, "key " + i, letter(i)));
            }
        }
        Set<Written> places = new HashSet<>();
        for (CompletableFuture<Written> write : writes) {
            assertThat(write).isDone();
            places.add(write.get());
        }
        assertThat(places).hasSize(500);
    }

    @Test
    void aWriteWithoutABrokerFailsAndTheCallerNeverWaits() {
        Map<String, String> nowhere =
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "2000", "request.timeout.ms", "200");
        try (TopicWriter writer = TopicWriter.open(nowhere, wire)) {
            CompletableFuture<Written> write = writer.write(topicNamed("nowhere"), "key", letter(1));
            assertThat(write).as("it has failed once somebody has waited").isNotDone();
            assertThatThrownBy(() -> write.get(30, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void aWriteAfterTheCloseFails() {
        TopicWriter writer = TopicWriter.open(kafka, wire);
        writer.close();
        assertThat(writer.write(Topics.DEAD_LETTERS, "key", letter(1)))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("nothing written to dead-letters: the writer is closed");
    }

    private Topic<String, DeadLetter> topic(int partitions) {
        Topic<String, DeadLetter> topic = topicNamed(cluster.uniqueName("letters"));
        TopicAdmin.createMissing(kafka, List.of(topic), partitions, (short) 1);
        return topic;
    }

    private static Topic<String, DeadLetter> topicNamed(String name) {
        return new Topic<>(name, KeyCodec.TEXT, Topics.DEAD_LETTERS.values(), Retention.days(1));
    }

    private static DeadLetter letter(int i) {
        return new DeadLetter("origin " + i, "reason", "body".getBytes(UTF_8), "text/plain", Instant.ofEpochSecond(i));
    }

    private String setting(Topic<?, ?> topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return cluster.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get(30, SECONDS)
                .get(resource)
                .get(name)
                .value();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", cluster.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition from = new TopicPartition(topic, partition);
            consumer.assign(List.of(from));
            consumer.seekToBeginning(List.of(from));
            long deadline = System.nanoTime() + SECONDS.toNanos(30);
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }
}
