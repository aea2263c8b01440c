// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.hook.OktaConfig;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.webhook.WebhookLimits;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ConnectorsIT {
    private static final String SECRET = "hook-shared-secret";

    @Test
    void whatIsAcceptedIsInKafkaAndADuplicateHasTheSameIds(KafkaCluster kafka) throws Exception {
        String tenant = kafka.uniqueName("tenant");
        try (Running running = new Running(kafka.bootstrapServers(), tenant)) {
            byte[] body = Samples.bytes("okta/event-hook-delivery.json");
            assertThat(running.post(body).statusCode()).isEqualTo(200);
            List<Signal> first = running.read(Topics.SIGNALS, new TenantShard(tenant, 0));
            assertThat(first)
                    .extracting(Signal::type)
                    .containsExactly(SignalType.MFA_CHANGED, SignalType.SESSION_ENDED);
            assertThat(running.post(body).statusCode()).isEqualTo(200);
            List<Signal> both = running.read(Topics.SIGNALS, new TenantShard(tenant, 0));
            assertThat(both).hasSize(4);
            assertThat(new HashSet<>(both.stream().map(Signal::id).toList())).hasSize(2);
        }
    }

    @Test
    void aBadRecordGoesToTheDeadLettersAndTheOthersArrive(KafkaCluster kafka) throws Exception {
        String tenant = kafka.uniqueName("tenant");
        try (Running running = new Running(kafka.bootstrapServers(), tenant)) {
            String good = Samples.json("okta/event-hook-delivery.json")
                    .at("/data/events/0")
                    .toString();
            String other = good.replace("0f000004-0000", "0f000099-0000");
            String bad = "{ \"eventType\" : \"user.session.clear\" }";
            String body = "{\"data\":{\"events\":[" + good + "," + bad + "," + other + "]}}";
            assertThat(running.post(body.getBytes(UTF_8)).statusCode()).isEqualTo(200);
            assertThat(running.read(Topics.SIGNALS, new TenantShard(tenant, 0))).hasSize(2);
            List<DeadLetter> letters = running.read(Topics.DEAD_LETTERS, tenant + "|0");
            assertThat(letters).hasSize(1);
            assertThat(new String(letters.getFirst().body(), UTF_8)).isEqualTo(bad);
            assertThat(letters.getFirst().reason()).isEqualTo("/data/events/1/uuid: found nothing, expected a text");
        }
    }

    @Test
    void withoutABrokerTheCallerHearsToTryAgain(@TempDir Path directory) throws Exception {
        EmbeddedKafka broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory));
        try (Running running = new Running(broker.bootstrapServers(), "acme")) {
            byte[] body = Samples.bytes("okta/event-hook-delivery.json");
            assertThat(running.post(body).statusCode()).isEqualTo(200);
            broker.close();
            HttpResponse<String> refused = running.post(body);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
            try (EmbeddedKafka again =
                    EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory).withPort(port))) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(running.post(body).statusCode()).isEqualTo(200));
                assertThat(new HashSet<>(running.read(Topics.SIGNALS, new TenantShard("acme", 0)).stream()
                                .map(Signal::id)
                                .toList()))
                        .hasSize(2);
                assertThat(again.bootstrapServers()).isEqualTo(broker.bootstrapServers());
            }
        }
    }

    /** Connectors over a broker, and a caller. */
    private static final class Running implements AutoCloseable {
        private final Map<String, String> kafka;
        private final Wire wire = Wire.open(Map.of());
        private final Vertx vertx = Vertx.vertx();
        private final TopicWriter writer;
        private final Connectors connectors;
        private final HttpClient client;

        Running(String bootstrapServers, String tenant) throws Exception {
            kafka = Map.of("bootstrap.servers", bootstrapServers);
            TopicAdmin.createMissing(
                    kafka, List.of(Topics.SIGNALS, Topics.DEAD_LETTERS, Topics.CHECKPOINTS), 1, (short) 1);
            writer = TopicWriter.open(kafka, wire);
            OktaConfig okta = new OktaConfig(
                    "okta", tenant, "acme", new StaticHeader(null, List.of(Secret.of(SECRET))), List.of(), true);
            connectors = Connectors.start(
                    new ConnectorsConfig(List.of(okta), WebhookLimits.DEFAULT),
                    vertx,
                    TestTls.options(),
                    kafka,
                    wire,
                    writer,
                    InstantSource.system(),
                    ConnectorMetrics.in(new SimpleMeterRegistry()));
            client = HttpClient.newBuilder().sslContext(TestTls.trusting()).build();
        }

        HttpResponse<String> post(byte[] body) throws Exception {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + connectors.port() + "/webhooks/okta"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", SECRET)
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        /** All values of a key that are in the topic now: nothing is waited for, 2xx said it is there. */
        <K, V> List<V> read(Topic<K, V> topic, K key) {
            List<V> values = new ArrayList<>();
            try (var consumer = new KafkaConsumer<>(
                    new HashMap<String, Object>(kafka),
                    wire.keys(topic).deserializer(),
                    wire.values(topic).deserializer())) {
                TopicPartition partition = new TopicPartition(topic.name(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                        if (record.key().equals(key)) {
                            values.add(record.value());
                        }
                    });
                }
            }
            return values;
        }

        @Override
        public void close() {
            client.close();
            connectors.close();
            writer.close();
            vertx.close().await();
        }
    }
}
