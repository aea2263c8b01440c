// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * A push endpoint that accepts every SET and does as little as it can: under {@code /count} it counts, under
 * {@code /time} it finds out which SET came and notes when.
 */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a SET that never came is said to have taken. */
    static final long LOST_MICROS = 60_000_000;

    private final HttpServer server;
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLongArray due;
    private final AtomicLongArray arrived;

    /** @param timed how many SETs are timed, numbered from 0 */
    Receiver(Vertx vertx, HttpServerOptions options, int timed) {
        due = new AtomicLongArray(timed);
        arrived = new AtomicLongArray(timed);
        server = vertx.createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> accept(request, body)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void accept(HttpServerRequest request, Buffer body) {
        request.response().setStatusCode(202).end();
        if ("/count".equals(request.path())) {
            counted.incrementAndGet();
        } else {
            arrived.compareAndSet(number(body.toString(UTF_8)), 0, System.nanoTime());
        }
    }

    /** The number that {@link Load} put into the subject. */
    private static int number(String token) {
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
            return Integer.parseInt(claims.path("sub_id").path("id").asText());
        } catch (IOException e) {
            throw new IllegalArgumentException("a SET's claims are not JSON", e);
        }
    }

    int port() {
        return server.actualPort();
    }

    long counted() {
        return counted.get();
    }

    void due(int number, long nanos) {
        due.set(number, nanos);
    }

    /** Microseconds from due to acknowledged; what never came counts as the longest. */
    Histogram latency(int from, int to) {
        Histogram histogram = new Histogram(LOST_MICROS, 3);
        for (int i = from; i < to; i++) {
            long nanos = arrived.get(i);
            histogram.recordValue(
                    nanos == 0
                            ? LOST_MICROS
                            : Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos - due.get(i)), 0, LOST_MICROS));
        }
        return histogram;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
