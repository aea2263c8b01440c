// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.enforcement;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** People who go on asking for a page until they are told to sign in. */
final class Visitors implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final long everyMillis;
    private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final CountDownLatch inside;
    private final AtomicInteger letIn = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    /** Each asks again so long after an answer. */
    Visitors(Vertx vertx, int port, int count, long everyMillis) {
        this.vertx = vertx;
        this.port = port;
        this.everyMillis = everyMillis;
        this.inside = new CountDownLatch(count);
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /**
     * From now on this session asks.
     *
     * @param since what the time is counted from until the answer that it is out, {@link System#nanoTime()}
     * @param measured false to warm up
     */
    void follow(String session, long since, boolean measured) {
        client.request(HttpMethod.GET, port, "127.0.0.1", "/api/page")
                .compose(request ->
                        request.putHeader("Cookie", "session=" + session).send())
                .onSuccess(answer -> {
                    switch (answer.statusCode()) {
                        case 401 -> out(since, measured);
                        case 200 -> {
                            letIn.incrementAndGet();
                            vertx.setTimer(everyMillis, again -> follow(session, since, measured));
                        }
                        default -> failed(session, since, measured);
                    }
                })
                .onFailure(lost -> failed(session, since, measured));
    }

    private void failed(String session, long since, boolean measured) {
        failures.incrementAndGet();
        vertx.setTimer(everyMillis, again -> follow(session, since, measured));
    }

    private void out(long since, boolean measured) {
        if (measured) {
            micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since)));
        }
        inside.countDown();
    }

    /** Waits until everybody is out, at most so long; how many are not. */
    long awaitAllOut(long seconds) throws InterruptedException {
        boolean all = inside.await(seconds, TimeUnit.SECONDS);
        return all ? 0 : inside.getCount();
    }

    Histogram micros() {
        return micros;
    }

    /** Pages that were shown after the report, before it took effect. */
    int letIn() {
        return letIn.get();
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
