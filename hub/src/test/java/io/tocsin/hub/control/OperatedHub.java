// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.hub.tls.Trust;
import io.tocsin.kafka.FreePort;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A hub with a transmitter and an admin API, on real ports over real TLS, and a receiver that answers as it is told.
 */
public final class OperatedHub implements AutoCloseable {
    public static final String READ_TOKEN = "eyes-only-0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path configFile;
    private final HubConfig config;
    private final LocalAuthority authority;
    private final Hub hub;
    private final HttpClient client;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer receiver;
    private final Wire wire;
    private final TopicWriter writer;
    private final Queue<String> pushes = new ConcurrentLinkedQueue<>();
    private final Map<String, String> pathByStream = new ConcurrentHashMap<>();
    private volatile int answer = 202;
    private volatile int logoutAnswer = 200;

    private OperatedHub(Path folder) throws Exception {
        this.folder = folder;
        authority = LocalAuthority.in(folder.resolve("tls"), Clock.systemUTC());
        receiver = vertx.createHttpServer(HttpsListener.options("127.0.0.1", 0, authority.server()))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    pushes.add(request.path());
                    boolean logout = request.path().equals("/logout");
                    request.response()
                            .setStatusCode(logout ? logoutAnswer : answer)
                            .end();
                }))
                .listen()
                .await();
        Files.writeString(folder.resolve("ops-token"), "write-token-" + UUID.randomUUID() + "\n");
        configFile = folder.resolve("hub.yaml");
        Files.writeString(configFile, text(folder, receiver.actualPort()));
        config = ConfigFile.read(configFile, HubConfig.class, System::getenv);
        hub = Hub.start(config, config.roles(), Clock.systemUTC(), reason -> {});
        client = HttpClient.newBuilder().sslContext(Trust.in(authority.root())).build();
        wire = Wire.open(hub.kafka());
        writer = TopicWriter.open(hub.kafka(), wire);
    }

    public static OperatedHub start(Path folder) throws Exception {
        return new OperatedHub(folder);
    }

    private static String text(Path folder, int portal) throws Exception {
        try (InputStream in = OperatedHub.class.getResourceAsStream("hub.yaml")) {
            if (in == null) {
                throw new IllegalStateException("hub.yaml is not among the test's resources");
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(READ_TOKEN.getBytes(UTF_8));
            return new String(in.readAllBytes(), UTF_8)
                    .replace("{{folder}}", folder.toString())
                    .replace("{{admin}}", Integer.toString(FreePort.any()))
                    .replace("{{transmitter}}", Integer.toString(FreePort.any()))
                    .replace("{{portal}}", Integer.toString(portal))
                    .replace("{{eyes}}", HexFormat.of().formatHex(digest));
        }
    }

    public Path configFile() {
        return configFile;
    }

    Path tokenFile() {
        return folder.resolve("ops-token");
    }

    public Path authority() {
        return authority.root();
    }

    public String writeToken() throws IOException {
        return Files.readString(tokenFile()).strip();
    }

    /** What the receiver answers to every push from now on. */
    void receiverAnswers(int status) {
        answer = status;
    }

    /** What receivers answer at present, an HTTP status. */
    int receiverAnswers() {
        return answer;
    }

    /** What the applications answer to a logout token from now on. */
    void applicationsAnswer(int status) {
        logoutAnswer = status;
    }

    public String issuerUrl() {
        return "https://localhost:" + hub.port(Role.TRANSMITTER);
    }

    public String adminUrl() {
        return "https://localhost:" + hub.adminPort();
    }

    /** A request to the admin listener. */
    public HttpResponse<String> admin(String method, @Nullable String token, String path, @Nullable String body)
            throws Exception {
        return send(method, adminUrl() + path, token, body);
    }

    private HttpResponse<String> send(String method, String url, @Nullable String token, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** What the token endpoint answers to a receiver with that secret. */
    HttpResponse<String> token(String clientId, String secret) throws Exception {
        String form = "grant_type=client_credentials&client_id=" + URLEncoder.encode(clientId, UTF_8)
                + "&client_secret=" + URLEncoder.encode(secret, UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(issuer().path("token_endpoint").asText()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private JsonNode issuer() throws Exception {
        return JSON.readTree(send(
                        "GET",
                        "https://localhost:" + hub.port(Role.TRANSMITTER) + "/.well-known/oauth-authorization-server",
                        null,
                        null)
                .body());
    }

    /** Makes a polled stream of that receiver and gives its id. */
    public String pollStream(String receiver) throws Exception {
        return stream(receiver, "{\"method\":\"urn:ietf:rfc:8936\"}");
    }

    /** Makes a stream that is pushed to the receiver here. */
    public String pushStream(String owner) throws Exception {
        String path = "/events/" + UUID.randomUUID();
        String id = stream(
                owner,
                "{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://localhost:" + receiver.actualPort() + path
                        + "\"}");
        pathByStream.put(id, path);
        return id;
    }

    /** One entry for each push of that stream so far. */
    public List<String> pushes(String streamId) {
        return pushes.stream()
                .filter(path -> path.equals(pathByStream.get(streamId)))
                .toList();
    }

    private String stream(String owner, String delivery) throws Exception {
        JsonNode issuer = JSON.readTree(send(
                        "GET",
                        "https://localhost:" + hub.port(Role.TRANSMITTER) + "/.well-known/ssf-configuration",
                        null,
                        null)
                .body());
        HttpResponse<String> created = send(
                "POST",
                issuer.path("configuration_endpoint").asText(),
                owner + "-token-0123456789",
                "{\"delivery\":" + delivery
                        + ",\"events_requested\":[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]}");
        if (created.statusCode() != 201) {
            throw new IllegalStateException("no stream: " + created.body());
        }
        return JSON.readTree(created.body()).path("stream_id").asText();
    }

    /** Says that somebody's session is over, to every stream of the tenant. */
    void emit(String tenant) {
        String id = UUID.randomUUID().toString();
        CanonicalId user = new CanonicalId(tenant, PrincipalKind.USER, id);
        revoke(user, new SimpleSubject.IssSub("https://idp.example", id)).join();
    }

    /** Says that these sessions are over. */
    public void revokeSessions(String tenant, List<String> sessions) {
        List<CompletableFuture<TopicWriter.Written>> written = new ArrayList<>();
        for (String session : sessions) {
            CanonicalId principal = new CanonicalId(tenant, PrincipalKind.SESSION, session);
            written.add(revoke(principal, new SimpleSubject.Opaque(session)));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture<?>[]::new)).join();
    }

    private CompletableFuture<TopicWriter.Written> revoke(CanonicalId principal, SimpleSubject subject) {
        SecurityEvent event = new SecurityEvent(
                UUID.randomUUID().toString(),
                principal,
                subject,
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                "txn-" + principal.id(),
                Instant.now(),
                LatencyStamps.NONE);
        return writer.write(Topics.EVENTS, principal, event);
    }

    /** Lets sources tell of it. */
    public void hear(BadDay day) {
        day.signals().forEach(this::hear);
    }

    /** Writes a decision as the engine would. */
    public void decide(Decision decision) {
        writer.write(Topics.DECISIONS, decision.principal(), decision).join();
    }

    public Map<String, String> kafka() {
        return hub.kafka();
    }

    /** A source says this. */
    void hear(Signal signal) {
        writer.write(Topics.SIGNALS, new TenantShard(signal.source().tenant(), 0), signal)
                .join();
    }

    @Override
    public void close() {
        writer.close();
        wire.close();
        client.close();
        receiver.close().await();
        vertx.close().await();
        hub.close();
    }
}
