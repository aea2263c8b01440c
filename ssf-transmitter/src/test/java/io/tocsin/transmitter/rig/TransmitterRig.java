// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

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
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.Transmitter;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.push.TestTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public final class TransmitterRig implements SsfCalls, AutoCloseable {
    public static final String ISSUER = "https://tocsin.example/t/acme";
    public static final String PATH = "/t/acme";
    public static final String OTHER_ISSUER = "https://tocsin.example/t/acme/sub";
    public static final String OTHER_PATH = "/t/acme/sub";
    /** What a receiver is given for its answer, unless a test is about that: more than a busy machine ever takes. */
    public static final Duration PUSH_TIMEOUT = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    public record Response(int status, Map<String, String> headers, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Nullable
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    public final Vertx vertx = Vertx.vertx();
    public final TestTls tls = new TestTls();
    public final TestReceiver receiver = new TestReceiver(vertx, tls);
    private final Path folder;
    private final Map<String, String> kafka;
    private final Wire wire = Wire.open(Map.of());
    private final TopicWriter writer;
    private final HttpClient client = vertx.createHttpClient(tls.client());
    /** Vert.x closes a client that nobody holds, in the middle of a request, too. */
    private final List<HttpClient> held = new CopyOnWriteArrayList<>();

    private final DeliveryConfig delivery;
    private final Duration pushTimeout;
    private Transmitter transmitter;

    public TransmitterRig(KafkaCluster cluster, Path folder) {
        this(cluster, folder, DeliveryConfig.DEFAULT, PUSH_TIMEOUT);
    }

    public TransmitterRig(KafkaCluster cluster, Path folder, DeliveryConfig delivery, Duration pushTimeout) {
        this.delivery = delivery;
        this.pushTimeout = pushTimeout;
        this.folder = folder;
        this.kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, Topics.ALL, 3, (short) 1);
        this.writer = TopicWriter.open(kafka, wire);
        this.transmitter = start();
        // what other tests on this broker left has another sealing key, and counts
        List.of("alpha", "beta", "gamma").forEach(this::deleteAll);
    }

    /** Stops, and starts again over the same data. */
    public void restart() {
        restart(() -> {});
    }

    /** The same, and meanwhile something happens. */
    public void restart(Runnable meanwhile) {
        transmitter.close();
        meanwhile.run();
        transmitter = start();
    }

    /** Writes as another process would. */
    public <K, V> void write(Topic<K, V> topic, K key, V value) {
        writer.write(topic, key, value).join();
    }

    private Transmitter start() {
        Transmitter started = Transmitter.start(
                RigConfig.in(folder, tls, delivery, pushTimeout),
                vertx,
                tls.askingForCertificates("localhost"),
                kafka,
                wire,
                writer,
                InstantSource.system());
        started.awaitRunning(Duration.ofSeconds(60));
        return started;
    }

    public Path keysFile() {
        return folder.resolve("keys.json");
    }

    public Transmitter transmitter() {
        return transmitter;
    }

    /** Puts a record on a topic whatever it holds. */
    public void writeRaw(String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, key, value));
            producer.flush();
        }
    }

    /** Puts a session-revoked event of that receiver's tenant on {@code events}. */
    public void emit(String id, String receiverName, String user) {
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
    public void emitMany(String prefix, String receiverName, int count, int subjects) {
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
    public HttpClient client(@Nullable X509Bundle own) {
        if (own == null) {
            return client;
        }
        HttpClient certified = vertx.createHttpClient(tls.client(own));
        held.add(certified);
        return certified;
    }

    /** What an operator does with receivers. */
    public ReceiverRegistry receivers() {
        return transmitter.operations().receivers();
    }

    public Response send(
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
    public String createPush(String name, String path) {
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
