// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.kafka.FreePort;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.client.StaticToken;
import io.tocsin.transmitter.peer.PeersConfig;
import io.tocsin.transmitter.push.PushConfig;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.rig.TestReceiver;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.tocsin.transmitter.rig.TransmitterRig.Response;
import io.tocsin.transmitter.topology.running.OutboxPartitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
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
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Several transmitters over one broker, each with its own port, state and event loops. */
final class PeersRig implements AutoCloseable {
    static final String STREAMS = "/ssf/streams";
    private static final String TENANT = "tenant-peers";

    final TestTls tls = new TestTls();
    private final Vertx vertx = Vertx.vertx();
    final TestReceiver receiver = new TestReceiver(vertx, tls);
    private final HttpClient client = vertx.createHttpClient(tls.client(), new PoolOptions().setHttp1MaxSize(64));
    private final Path folder;
    private final boolean alone;
    private final Map<String, String> kafka;
    private final Wire wire = Wire.open(Map.of());
    private final TopicWriter writer;
    private final List<Instance> instances = new ArrayList<>();

    private record Instance(int port, Vertx vertx, Transmitter transmitter) {
        void close() {
            transmitter.close();
            vertx.close().await();
        }
    }

    /** One transmitter that knows of no others. */
    static PeersRig alone(String bootstrapServers, Path folder) throws IOException {
        return new PeersRig(bootstrapServers, folder, 1);
    }

    PeersRig(String bootstrapServers, Path folder, int count) throws IOException {
        this.folder = folder;
        this.alone = count == 1;
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        TopicAdmin.createMissing(kafka, Topics.ALL, 3, (short) 1);
        this.writer = TopicWriter.open(kafka, wire);
        for (int i = 0; i < count; i++) {
            instances.add(started(i, FreePort.any()));
        }
    }

    private Instance started(int which, int port) {
        Vertx own = Vertx.vertx();
        Transmitter transmitter = Transmitter.start(
                config(which, port),
                own,
                tls.server("localhost").setPort(port),
                kafka,
                wire,
                writer,
                InstantSource.system());
        transmitter.awaitRunning(Duration.ofSeconds(60));
        return new Instance(port, own, transmitter);
    }

    private TransmitterConfig config(int which, int port) {
        return new TransmitterConfig(
                URI.create("https://tocsin.example"),
                null,
                List.of(ReceiverConfig.of("alpha", Secret.of("alpha-secret"), TENANT)),
                folder.resolve("keys.json"),
                folder.resolve("secret.json"),
                folder.resolve("state-" + which),
                null,
                null,
                null,
                Duration.ofSeconds(8),
                new PushConfig(
                        List.of("127.0.0.0/8"), tls.authorityFile(), null, TransmitterRig.PUSH_TIMEOUT, null, null),
                null,
                null,
                List.of(new StaticToken(Secret.of("alpha"), "alpha", Set.of("ssf.manage"))),
                alone ? null : new PeersConfig(URI.create("https://localhost:" + port), tls.authorityFile(), null),
                null,
                null,
                null,
                null);
    }

    int count() {
        return instances.size();
    }

    CompletionStage<Void> ended(int which) {
        return instances.get(which).transmitter().ended();
    }

    OutboxPartitions outboxPartitions(Admin admin) {
        return OutboxPartitions.read(admin, wire);
    }

    void stop(int which) {
        instances.get(which).close();
    }

    /** Starts it again over its own state, where it was. */
    void startAgain(int which) {
        instances.set(which, started(which, instances.get(which).port()));
    }

    /** Does that instance deliver any of those streams? */
    boolean ownsAny(int which, List<String> streamIds) {
        return streamIds.stream()
                .anyMatch(id -> instances.get(which).transmitter().has(id));
    }

    boolean owns(int which, String streamId) {
        return instances.get(which).transmitter().has(streamId);
    }

    /** Puts an event about that user on {@code events}; its id is its {@code txn}. */
    void emit(String id, String user) {
        SecurityEvent event = new SecurityEvent(
                id,
                new CanonicalId(TENANT, PrincipalKind.USER, user),
                new SimpleSubject.IssSub("https://idp.example", user),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                id,
                Instant.now(),
                LatencyStamps.NONE);
        writer.write(Topics.EVENTS, event.principal(), event).join();
    }

    String createPoll(int which) {
        return created(
                which,
                "{\"events_requested\":"
                        + "[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]}");
    }

    String createPush(int which, String path) {
        return created(which, """
                {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"%s"},
                 "events_requested":["https://schemas.openid.net/secevent/caep/event-type/session-revoked"]}""".formatted(receiver.url(path)));
    }

    private String created(int which, String body) {
        Response response = send(which, HttpMethod.POST, STREAMS, body);
        if (response.status() != 201) {
            throw new IllegalStateException("create answered " + response);
        }
        return response.json().path("stream_id").asText();
    }

    Response poll(int which, String streamId, String body) {
        return send(which, HttpMethod.POST, "/ssf/poll/" + streamId, body);
    }

    Response send(int which, HttpMethod method, String path, @Nullable String body) {
        return send(which, method, path, body, Map.of("Authorization", "Bearer alpha"));
    }

    Response send(int which, HttpMethod method, String path, @Nullable String body, Map<String, String> headers) {
        return answer(request(which, method, path, headers), body).await();
    }

    Future<Response> sending(int which, HttpMethod method, String path, String body) {
        return answer(request(which, method, path, Map.of("Authorization", "Bearer alpha")), body);
    }

    /** Begins a request and gives it, so that it can be abandoned. */
    Future<HttpClientRequest> begin(int which, HttpMethod method, String path, String body) {
        return request(which, method, path, Map.of("Authorization", "Bearer alpha"))
                .onSuccess(request -> request.end(body));
    }

    private Future<HttpClientRequest> request(int which, HttpMethod method, String path, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("localhost")
                .setPort(instances.get(which).port())
                .setURI(path)
                .setIdleTimeout(20_000)
                .putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        return client.request(options);
    }

    private static Future<Response> answer(Future<HttpClientRequest> begun, @Nullable String body) {
        return begun.compose(request -> (body == null ? request.send() : request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(bytes -> {
                    Map<String, String> seen = new HashMap<>();
                    response.headers().forEach((name, value) -> seen.put(name.toLowerCase(Locale.ROOT), value));
                    return new Response(response.statusCode(), seen, bytes.toString());
                })));
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        writer.close();
        wire.close();
        receiver.close();
        vertx.close().await();
    }
}
