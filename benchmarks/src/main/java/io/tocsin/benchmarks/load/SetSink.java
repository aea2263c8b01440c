// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import com.nimbusds.jose.JWSObject;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.text.ParseException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A push endpoint (RFC 8935) that accepts every SET at once and remembers each request, repeated ones too. */
public final class SetSink implements AutoCloseable {
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Consumer<Arrival> listener;
    private final HttpServer server;

    private SetSink(Vertx vertx, HttpServerOptions options, Consumer<Arrival> listener) {
        this.listener = listener;
        this.server = vertx.createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> accept(request, body)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** {@code listener} is called on the event loop once per request and must return at once. */
    public static SetSink start(Vertx vertx, HttpServerOptions options, Consumer<Arrival> listener) {
        return new SetSink(vertx, options, listener);
    }

    public int port() {
        return server.actualPort();
    }

    /** Every request so far, in order of arrival. */
    public Queue<Arrival> arrivals() {
        return arrivals;
    }

    private void accept(HttpServerRequest request, Buffer body) {
        request.response().setStatusCode(202).end();
        Arrival arrival = read(body.toString());
        arrivals.add(arrival);
        listener.accept(arrival);
    }

    @SuppressWarnings("unchecked") // JSON objects as Nimbus parses them
    private static Arrival read(String token) {
        long now = System.nanoTime();
        try {
            Map<String, Object> claims = JWSObject.parse(token).getPayload().toJSONObject();
            Map<String, Object> subject = (Map<String, Object>) claims.getOrDefault("sub_id", Map.of());
            Map<String, Object> session = (Map<String, Object>) subject.getOrDefault("session", Map.of());
            Map<String, Object> events = (Map<String, Object>) claims.getOrDefault("events", Map.of());
            return new Arrival(
                    String.valueOf(claims.get("jti")),
                    String.valueOf(claims.get("txn")),
                    events.keySet().stream().findFirst().orElse(""),
                    String.valueOf(session.getOrDefault("id", "")),
                    token,
                    now);
        } catch (ParseException e) {
            throw new IllegalStateException("the hub pushed something that is no JWS", e);
        }
    }

    @Override
    public void close() {
        server.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
