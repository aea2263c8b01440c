// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Asks an edge on schedule over kept connections, whatever it answers, so that a slow edge meets the same load. */
final class Questions implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final AtomicLong wrong = new AtomicLong();

    /** One question: a session, and what has to be answered. */
    record Question(String session, int expected) {}

    Questions(Vertx vertx, Path authority, int port) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(true)
                        .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** From the moment a question was due to its answer, in microseconds. */
    Histogram ask(int rate, int seconds, IntFunction<Question> questions) {
        Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
        Phaser underWay = new Phaser(1);
        Context context = vertx.getOrCreateContext();
        long begin = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(1) * i / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Question question = questions.apply(i);
            underWay.register();
            context.runOnContext(now -> send(question, due, micros, underWay));
        }
        underWay.arriveAndAwaitAdvance();
        return micros;
    }

    private void send(Question question, long due, Histogram micros, Phaser underWay) {
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost("localhost")
                        .setPort(port)
                        .setURI("/forward-auth")
                        .putHeader("Cookie", "theme=dark; session=" + question.session()))
                .compose(request -> request.send())
                .onSuccess(answer -> {
                    micros.recordValue(
                            Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
                    if (answer.statusCode() != question.expected()) {
                        wrong.incrementAndGet();
                    }
                })
                .onFailure(lost -> wrong.incrementAndGet())
                .onComplete(done -> underWay.arriveAndDeregister());
    }

    /** Answers that were not the right ones, and questions without an answer. */
    long wrong() {
        return wrong.get();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
