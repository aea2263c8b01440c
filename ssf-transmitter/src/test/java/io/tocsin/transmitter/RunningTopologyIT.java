// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.transmitter.topology.running.RunningTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RunningTopologyIT {
    /** Dies of its first {@code deaths} records, and of each of them again when it is read again. */
    private static Topology dyingOf(String topic, AtomicInteger deaths, CompletableFuture<String> survived) {
        return new Topology()
                .addSource("source", topic)
                .addProcessor(
                        "victim",
                        () -> new ContextualProcessor<String, String, Void, Void>() {
                            @Override
                            public void process(Record<String, String> record) {
                                if (deaths.getAndDecrement() > 0) {
                                    throw new IllegalStateException("as the test wants it");
                                }
                                survived.complete(record.value());
                            }
                        },
                        "source");
    }

    private static Properties settings(KafkaCluster cluster, Path folder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, cluster.uniqueName("dying"));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        // a thread that dies does not leave its group: it is missed when its session ends
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 1_000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 300);
        return settings;
    }

    private static void write(KafkaCluster cluster, String topic) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, "key", "value"));
        }
    }

    @Test
    void aTopologyWhoseThreadsDieOneAfterTheOtherEnds(KafkaCluster cluster, @TempDir Path folder) {
        String topic = cluster.createTopic("dying", 1);
        try (RunningTopology topology = new RunningTopology(
                dyingOf(topic, new AtomicInteger(Integer.MAX_VALUE), new CompletableFuture<>()),
                settings(cluster, folder),
                new StringSerializer(),
                InstantSource.system())) {
            topology.start();
            topology.awaitRunning(Duration.ofMinutes(2));
            write(cluster, topic);

            assertThatThrownBy(() -> topology.ended().toCompletableFuture().get(2, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("gave up");
        }
    }

    @Test
    void aThreadThatDiesOnceIsReplacedAndTheRecordReadAgain(KafkaCluster cluster, @TempDir Path folder)
            throws Exception {
        String topic = cluster.createTopic("dying", 1);
        CompletableFuture<String> survived = new CompletableFuture<>();
        RunningTopology topology = new RunningTopology(
                dyingOf(topic, new AtomicInteger(1), survived),
                settings(cluster, folder),
                new StringSerializer(),
                InstantSource.system());
        topology.start();
        topology.awaitRunning(Duration.ofMinutes(2));
        write(cluster, topic);

        assertThat(survived.get(2, TimeUnit.MINUTES)).isEqualTo("value");
        assertThat(topology.ended().toCompletableFuture()).isNotDone();

        topology.close();
        assertThat(topology.ended().toCompletableFuture()).isCompleted();
    }
}
