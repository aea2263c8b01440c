// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.client.StaticToken;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.push.PushConfig;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.subject.SubjectsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A transmitter on a real broker with real HTTPS on both sides, which can be stopped and started over the same data.
 */
final class TransmitterRig implements SsfCalls, AutoCloseable {
    static final String ISSUER = "https://tocsin.example/t/acme";
    static final String PATH = "/t/acme";
    static final String OTHER_ISSUER = "https://tocsin.example/t/acme/sub";
    static final String OTHER_PATH = "/t/acme/sub";
    private static final ObjectMapper JSON = new ObjectMapper();

    record Response(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Nullable
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    final Vertx vertx = Vertx.vertx();
    final TestTls tls = new TestTls();
    final TestReceiver receiver = new TestReceiver(vertx, tls);
    private final Path folder;
    private final Map<String, String> kafka;
    private final Wire wire = Wire.open(Map.of());
    private final TopicWriter writer;
    private final HttpClient client = vertx.createHttpClient(tls.client());
    /** Vert.x closes a client that nobody holds, in the middle of a request, too. */
    private final List<HttpClient> held = new CopyOnWriteArrayList<>();

    private final DeliveryConfig delivery;
    private Transmitter transmitter;

    TransmitterRig(KafkaCluster cluster, Path folder) {
        this(cluster, folder, DeliveryConfig.DEFAULT);
    }

    TransmitterRig(KafkaCluster cluster, Path folder, DeliveryConfig delivery) {
        this.delivery = delivery;
        this.folder = folder;
        this.kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, Topics.ALL, 3, (short) 1);
        this.writer = TopicWriter.open(kafka, wire);
        this.transmitter = start();
        // what other tests on this broker left has another sealing key, and counts
        List.of("alpha", "beta", "gamma").forEach(this::deleteAll);
    }

    /** Stops, and starts again over the same data. */
    void restart() {
        restart(() -> {});
    }

    /** The same, and meanwhile something happens. */
    void restart(Runnable meanwhile) {
        transmitter.close();
        meanwhile.run();
        transmitter = start();
    }

    /** Writes as another process would. */
    <K, V> void write(Topic<K, V> topic, K key, V value) {
        writer.write(topic, key, value).join();
    }

    private Transmitter start() {
        Transmitter started = Transmitter.start(
                config(), vertx, tls.askingForCertificates("localhost"), kafka, wire, writer, InstantSource.system());
        started.awaitRunning(Duration.ofSeconds(60));
        return started;
    }

    private TransmitterConfig config() {
        return new TransmitterConfig(
                null,
                List.of(
                        new IssuerConfig(
                                URI.create(ISSUER), List.of("tenant-alpha", "tenant-beta", "tenant-gamma"), null, null),
                        new IssuerConfig(
                                URI.create(OTHER_ISSUER),
                                List.of("tenant-delta"),
                                DefaultSubjects.NONE,
                                List.of("user"))),
                List.of(registration("alpha"), registration("beta"), registration("gamma"), registration("delta")),
                folder.resolve("keys.json"),
                folder.resolve("secret.json"),
                folder.resolve("state"),
                Duration.ofSeconds(60),
                null,
                null,
                Duration.ofSeconds(2),
                new PushConfig(List.of("127.0.0.1/32"), tls.authorityFile(), null, Duration.ofSeconds(3), null, null),
                new SubjectsConfig(Duration.ZERO, 50, null, null, null, null),
                delivery,
                List.of(
                        staticToken("alpha", "ssf.manage"),
                        staticToken("beta", "ssf.manage"),
                        staticToken("gamma", "ssf.manage"),
                        staticToken("delta", "ssf.manage"),
                        new StaticToken(Secret.of("alpha-reads"), "alpha", Set.of("ssf.read"))),
                null,
                null,
                null,
                Map.of("acme.example", tls.authorityFile()),
                null);
    }

    private static ReceiverConfig registration(String name) {
        return new ReceiverConfig(
                name,
                Secret.of(name + "-secret"),
                null,
                null,
                null,
                null,
                null,
                List.of("https://" + name + ".example"),
                "tenant-" + name,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static StaticToken staticToken(String name, String scope) {
        return new StaticToken(Secret.of(name), name, Set.of(scope));
    }

    Path keysFile() {
        return folder.resolve("keys.json");
    }

    Transmitter transmitter() {
        return transmitter;
    }

    /** Puts a record on a topic whatever it holds. */
    void writeRaw(String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, key, value));
            producer.flush();
        }
    }

    /** Puts a session-revoked event of that receiver's tenant on {@code events}. */
    void emit(String id, String receiverName, String user) {
        emitted(id, receiverName, user).join();
    }

    private CompletableFuture<?> emitted(String id, String receiverName, String user) {
        SecurityEvent event = new SecurityEvent(
                id,
                new CanonicalId("tenant-" + receiverName, PrincipalKind.USER, user),
                new SimpleSubject.IssSub("https://idp.example", user),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                "txn-" + id,
                Instant.now(),
                LatencyStamps.NONE);
        return writer.write(Topics.EVENTS, event.principal(), event);
    }

    /** Puts that many events on {@code events}, each of {@code subjects} in turn, and returns when they are there. */
    void emitMany(String prefix, String receiverName, int count, int subjects) {
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(emitted(prefix + i, receiverName, "user-" + i % subjects));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture<?>[]::new)).join();
    }

    @Override
    public Response send(
            HttpMethod method,
            @Nullable String token,
            String path,
            @Nullable Buffer body,
            Map<String, String> headers) {
        return send(client, method, token, path, body, headers);
    }

    /** A client that has a certificate to show; without one for null. */
    HttpClient client(@Nullable X509Bundle own) {
        if (own == null) {
            return client;
        }
        HttpClient certified = vertx.createHttpClient(tls.client(own));
        held.add(certified);
        return certified;
    }

    /** What an operator does with receivers. */
    ReceiverRegistry receivers() {
        return transmitter.operations().receivers();
    }

    Response send(
            HttpClient client,
            HttpMethod method,
            @Nullable String token,
            String path,
            @Nullable Buffer body,
            Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setPort(transmitter.port())
                .setURI(path)
                .setTimeout(20_000);
        headers.forEach(options::putHeader);
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        return client.request(options)
                .compose(request -> (body == null ? request.send() : request.send(body))
                        .compose(response -> response.body().map(bytes -> {
                            Map<String, String> seen = new HashMap<>();
                            response.headers().forEach((name, value) -> seen.put(name.toLowerCase(Locale.ROOT), value));
                            return new Response(response.statusCode(), seen, bytes.toString());
                        })))
                .await();
    }

    /** Creates a push stream to the rig's receiver and gives its id. */
    String createPush(String name, String path) {
        return createPushTo(name, receiver.url(path));
    }

    @Override
    public void close() {
        transmitter.close();
        writer.close();
        wire.close();
        receiver.close();
        vertx.close().await();
    }
}
