// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.kafka.CloudBroker;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event Hubs as its namespace is reached: TLS, and the connection string as a password (SASL PLAIN). */
class EventHubsIT {
    private static final String CONNECTION_STRING =
            "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=tocsin;SharedAccessKey=c2VjcmV0";

    private static final String TOPIC = "insights-logs-signinlogs";

    @TempDir
    private static Path folder;

    private static X509Bundle certificate;
    private static CloudBroker broker;

    @BeforeAll
    static void start() throws Exception {
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .setIsCertificateAuthority(true)
                .addSanIpAddress("127.0.0.1")
                .ecp256()
                .buildSelfSigned();
        broker = CloudBroker.start(
                folder.resolve("kafka"),
                certificate.getCertificatePathPEM(),
                certificate.getPrivateKeyPEM(),
                "$ConnectionString",
                CONNECTION_STRING);
        Map<String, Object> door = Map.of("bootstrap.servers", broker.door());
        try (Admin admin = Admin.create(door);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(door, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            byte[] message = Samples.bytes("azure-eventhubs-kafka/entra-signin-record.json");
            producer.send(new ProducerRecord<>(TOPIC, message)).get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Feed feed(String connectionString, Map<String, String> kafka) {
        EventHubsConfig config = new EventHubsConfig(
                "logs",
                "acme",
                "d1000000-0000-4000-8000-000000000001",
                broker.bootstrapServers(),
                List.of(TOPIC),
                Secret.of(connectionString),
                kafka,
                null);
        return EventHubsSource.open(config, InstantSource.system())
                .plans()
                .getFirst()
                .opening()
                .get();
    }

    private static Map<String, String> trusting() {
        return Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", certificate.getCertificatePEM());
    }

    @Test
    void isReadByTheConnectionStringUnderAnAuthorityOfTheCompany() throws Exception {
        try (Feed feed = feed(CONNECTION_STRING, trusting())) {
            Memory memory = new Memory(feed.id(), Instant.now().minus(Duration.ofHours(1)));
            List<Signal> signals = new ArrayList<>();
            for (int page = 0; signals.isEmpty() && page < 20; page++) {
                signals.addAll(feed.read(memory, Instant.now()).harvest().signals());
            }
            assertThat(signals)
                    .isNotEmpty()
                    .allSatisfy(signal -> assertThat(signal.source().vendor()).isEqualTo("entra"));
        }
    }

    @Test
    void anotherConnectionStringIsRefusedAndNotTakenForAnEmptyTopic() {
        try (Feed feed = feed(CONNECTION_STRING + "x", trusting())) {
            Memory memory = new Memory(feed.id(), Instant.now());
            assertThatThrownBy(() -> feed.read(memory, Instant.now()))
                    .hasMessageContaining("is the credential right")
                    .hasMessageNotContaining("SharedAccessKey");
        }
    }

    @Test
    void aNamespaceOfAnUnknownAuthorityIsNotTrusted() {
        try (Feed feed = feed(CONNECTION_STRING, Map.of())) {
            Memory memory = new Memory(feed.id(), Instant.now());
            assertThatThrownBy(() -> feed.read(memory, Instant.now())).hasMessageContaining("SslAuthentication");
        }
    }
}
