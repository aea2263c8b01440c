// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.event.EventType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A transmitter over real HTTPS that does what a test says. Its poll queue keeps SETs until they are acknowledged. All
 * state is touched on its event loop or is thread-safe.
 */
public final class ScriptedTransmitter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public final AtomicInteger jwksFetches = new AtomicInteger();
    public final AtomicInteger tokensIssued = new AtomicInteger();
    public final List<JsonNode> polls = new CopyOnWriteArrayList<>();
    public final List<String> pollLanguages = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<JsonNode> verifications = new CopyOnWriteArrayList<>();
    public final StreamRegister streams = new StreamRegister(this);
    public volatile List<JWK> keys = List.of(Signer.RSA, Signer.EC, Signer.EC_384, Signer.WEAK_RSA);
    /** A status to answer with instead of the usual, by the path; 0 or absent: as usual. */
    public final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    public volatile int failureStatus = 503;
    public volatile String failureBody = "";
    public volatile Function<ObjectNode, ObjectNode> metadata = document -> document;
    public volatile boolean verificationsAreSent = true;
    public volatile int tokenLifetime = 3600;
    /** A page of a snapshot, signed, by the watermark that was sent along. */
    public volatile Function<String, String> snapshots = since -> "";

    /** Polls that never get there: the connection breaks instead. */
    public volatile Predicate<JsonNode> lostPolls = body -> false;

    /** Polls that are answered with 400. */
    public volatile Predicate<JsonNode> refusedPolls = body -> false;
    /** Says so with every answer to a poll, whether it is true or not. */
    public volatile boolean moreAvailable;

    /** Paths at which nothing is ever answered. */
    public final Set<String> hung = ConcurrentHashMap.newKeySet();
    /** Paths at which the connection breaks, so many times. */
    public final Map<String, AtomicInteger> breaks = new ConcurrentHashMap<>();

    public volatile String tokenPath = "/token";
    public volatile String status = "enabled";

    public final List<String> watermarks = new CopyOnWriteArrayList<>();

    private final PollQueue queue = new PollQueue();
    private final Vertx vertx;
    private final HttpServer server;
    private volatile String validToken = "none";

    private ScriptedTransmitter(Vertx vertx, int port) {
        this.vertx = vertx;
        try {
            server = vertx.createHttpServer(Tls.server().setPort(port))
                    .requestHandler(this::answer)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static ScriptedTransmitter start(Vertx vertx) {
        return new ScriptedTransmitter(vertx, 0);
    }

    public static ScriptedTransmitter start(Vertx vertx, int port) {
        return new ScriptedTransmitter(vertx, port);
    }

    public int port() {
        return server.actualPort();
    }

    public String issuer() {
        return "https://localhost:" + port() + "/t/acme";
    }

    String url(String path) {
        return "https://localhost:" + port() + path;
    }

    public String jwksUri() {
        return url("/jwks");
    }

    /** The next that many requests of a path are answered with {@link #failureStatus}. */
    public void fail(String path, int times) {
        failures.put(path, new AtomicInteger(times));
    }

    /** The token that was issued last is not accepted any longer. */
    public void expireToken() {
        validToken = "none";
    }

    public void enqueue(String jti, String token) {
        vertx.runOnContext(go -> queue.add(jti, token));
    }

    public int queued() {
        return queue.size();
    }

    private void answer(HttpServerRequest request) {
        String path = request.path();
        if (hung.contains(path)) {
            return;
        }
        AtomicInteger broken = breaks.get(path);
        if (broken != null && broken.getAndDecrement() > 0) {
            request.connection().close();
            return;
        }
        AtomicInteger left = failures.get(path);
        if (left != null && left.getAndDecrement() > 0) {
            request.response().setStatusCode(failureStatus).end(failureBody);
            return;
        }
        request.body().onSuccess(body -> {
            calls.add(request.method() + " " + path);
            if (path.equals(tokenPath)) {
                token(request, body.toString());
                return;
            }
            switch (path) {
                case "/.well-known/ssf-configuration/t/acme" -> json(request, 200, metadata.apply(configuration()));
                case "/.well-known/oauth-authorization-server/t/acme" ->
                    json(
                            request,
                            200,
                            NODES.objectNode().put("issuer", issuer()).put("token_endpoint", url(tokenPath)));
                case "/jwks" -> jwks(request);
                default -> authorized(request, path, parse(body.toString()));
            }
        });
    }

    private void authorized(HttpServerRequest request, String path, JsonNode body) {
        if (!("Bearer " + validToken).equals(request.getHeader("Authorization"))) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    .end();
            return;
        }
        switch (path) {
            case "/streams" -> streams.answer(request, body);
            case "/status" -> json(request, 200, NODES.objectNode().put("status", status));
            case "/verify" -> verify(request, body);
            case "/snapshot" -> snapshot(request);
            default -> {
                if (path.startsWith("/poll/") && streams.known.containsKey(path.substring("/poll/".length()))) {
                    poll(request, body);
                } else {
                    request.response().setStatusCode(404).end();
                }
            }
        }
    }

    private ObjectNode configuration() {
        return NODES.objectNode()
                .put("spec_version", "1_0")
                .put("issuer", issuer())
                .put("jwks_uri", jwksUri())
                .put("configuration_endpoint", url("/streams"))
                .put("status_endpoint", url("/status"))
                .put("verification_endpoint", url("/verify"));
    }

    private void jwks(HttpServerRequest request) {
        jwksFetches.incrementAndGet();
        ObjectNode set = NODES.objectNode();
        ArrayNode array = set.putArray("keys");
        keys.forEach(key -> array.add(parse(key.toPublicJWK().toJSONString())));
        json(request, 200, set);
    }

    private void token(HttpServerRequest request, String body) {
        if (!body.contains("grant_type=client_credentials") || request.getHeader("Authorization") == null) {
            json(request, 400, NODES.objectNode().put("error", "invalid_request"));
            return;
        }
        validToken = "token-" + tokensIssued.incrementAndGet();
        json(
                request,
                200,
                NODES.objectNode()
                        .put("access_token", validToken)
                        .put("token_type", "bearer")
                        .put("expires_in", tokenLifetime));
    }

    private void snapshot(HttpServerRequest request) {
        String since = request.getParam("since");
        watermarks.add(since == null ? "" : since);
        json(request, 200, NODES.objectNode().put("page", snapshots.apply(since == null ? "" : since)));
    }

    /** Says in its metadata that it has snapshots. */
    public void offerSnapshots(Function<String, String> pages) {
        snapshots = pages;
        metadata = document -> document.put("tocsin_snapshot_endpoint", url("/snapshot"));
    }

    private void verify(HttpServerRequest request, JsonNode body) {
        verifications.add(body);
        request.response().setStatusCode(204).end();
        if (verificationsAreSent) {
            String jti = "verify-" + verifications.size();
            ObjectNode payload = Sets.ofStream(
                    issuer(),
                    jti,
                    Instant.now(),
                    EventType.VERIFICATION,
                    body.path("stream_id").asText());
            Sets.event(payload).set("state", body.path("state"));
            enqueue(jti, Signer.sign(payload.toString()));
        }
    }

    private void poll(HttpServerRequest request, JsonNode body) {
        if (lostPolls.test(body)) {
            request.connection().close();
            return;
        }
        polls.add(body);
        if (refusedPolls.test(body)) {
            request.response().setStatusCode(400).end();
            return;
        }
        String language = request.getHeader("Content-Language");
        pollLanguages.add(language == null ? "" : language);
        queue.poll(request, body, moreAvailable);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? NODES.objectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return NODES.objectNode();
        }
    }

    static void json(HttpServerRequest request, int status, JsonNode body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }

    @Override
    public void close() {
        try {
            server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
