// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaExtension.class)
@Timeout(120)
class EmbeddedKafkaIT {
    @TempDir
    private Path directory;

    @Test
    void theSharedBrokerCarriesRecordsAndCommitsOffsets(KafkaCluster kafka) throws Exception {
        String topic = kafka.createTopic("greetings", 2);
        List<String> sent = values(100);
        produce(kafka.bootstrapServers(), topic, sent);

        assertThat(consume(kafka.bootstrapServers(), topic, kafka.uniqueName("readers"), sent.size()))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void testsGetTopicsThatNobodyElseHas(KafkaCluster kafka) {
        assertThat(kafka.createTopic("same", 1)).isNotEqualTo(kafka.createTopic("same", 1));
    }

    @Test
    void recordsSurviveACleanRestart() throws Exception {
        List<String> sent = values(100);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory))) {
            createTopic(kafka.bootstrapServers(), "kept");
            produce(kafka.bootstrapServers(), "kept", sent);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory))) {
            assertThat(consume(kafka.bootstrapServers(), "kept", "readers", sent.size()))
                    .containsExactlyElementsOf(sent);
        }
    }

    @Test
    void everyAcknowledgedRecordSurvivesAKilledProcess() throws Exception {
        List<String> sent = values(5_000);
        try (ForkedBroker broker = ForkedBroker.start(directory)) {
            createTopic(broker.bootstrapServers(), "kept");
            produce(broker.bootstrapServers(), "kept", sent);
            broker.kill();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory))) {
            assertThat(consume(kafka.bootstrapServers(), "kept", "readers", sent.size()))
                    .containsExactlyElementsOf(sent);
        }
    }

    @Test
    void aDirectoryHeldByAnotherProcessNamesThatProcess() throws Exception {
        try (ForkedBroker broker = ForkedBroker.start(directory)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("is in use by process " + broker.pid());
        }
    }

    @Test
    void aSecondBrokerAtTheSamePortIsToldSo(KafkaCluster kafka) {
        int port = Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));

        assertThatThrownBy(() ->
                        EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory).withPort(port)))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageStartingWith("127.0.0.1:" + port + " is taken");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRaceLostForAPortIsRunAgain(boolean forTheClientPort) throws Exception {
        EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory);
        Ports free = Ports.choose(config);
        try (ServerSocket winner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports.HostPort taken = new Ports.HostPort("127.0.0.1", winner.getLocalPort());
            Ports lost = forTheClientPort ? new Ports(taken, free.controller()) : new Ports(free.client(), taken);
            Iterator<Ports> choices = List.of(lost, Ports.choose(config)).iterator();

            try (EmbeddedKafka kafka = EmbeddedKafka.start(config, choices::next)) {
                createTopic(kafka.bootstrapServers(), "any");
                assertThat(choices).isExhausted();
                assertThat(kafka.broken()).isNotDone();
            }
        }
    }

    @Test
    void aFixedPortIsTheSameAfterARestart() {
        EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory);
        int port = Ports.choose(config).client().port();
        for (int start = 0; start < 2; start++) {
            try (EmbeddedKafka kafka = EmbeddedKafka.start(config.withPort(port))) {
                assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            }
        }
    }

    @Test
    void aPropertyThatKafkaRefusesIsNamed() {
        EmbeddedKafkaConfig config =
                EmbeddedKafkaConfig.in(directory).withBrokerProperties(Map.of("num.io.threads", "many"));

        assertThatThrownBy(() -> EmbeddedKafka.start(config))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("num.io.threads");
    }

    @Test
    void closingLeavesNoThreadThatKeepsTheProcessAlive(KafkaCluster others) {
        assertThat(others.bootstrapServers()).isNotEmpty();
        Set<Thread> before = threadsThatKeepTheProcessAlive();
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory));

        kafka.close();
        kafka.close();

        await().pollInSameThread()
                .untilAsserted(() -> assertThat(before).containsAll(threadsThatKeepTheProcessAlive()));
    }

    private static Set<Thread> threadsThatKeepTheProcessAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(toSet());
    }

    private static List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(i -> "value-" + i).toList();
    }

    private static void createTopic(String bootstrapServers, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void produce(String bootstrapServers, String topic, List<String> values) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (Producer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            for (String value : values) {
                acknowledgements.add(producer.send(new ProducerRecord<>(topic, value)));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> consume(String bootstrapServers, String topic, String group, int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", group, "auto.offset.reset", "earliest");
        List<String> received = new ArrayList<>();
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().pollInSameThread().until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    received.add(record.value());
                }
                return received.size() >= count;
            });
            consumer.commitSync();
        }
        return received;
    }
}
