// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.intake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Callers on kept connections, each of which sends its next webhook when the last was answered. */
final class Callers {
    private final HttpClientAgent client;
    private final int port;
    private final String secret;
    private final InstantSource clock;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private volatile Histogram micros = new ConcurrentHistogram(3);
    private volatile boolean stopped;

    Callers(Vertx vertx, Path authority, int port, String secret, InstantSource clock) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
                .setTcpNoDelay(true);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(4096));
        this.port = port;
        this.secret = secret;
        this.clock = clock;
    }

    void start(int callers) {
        for (int i = 0; i < callers; i++) {
            underWay.incrementAndGet();
            next();
        }
    }

    private void next() {
        if (stopped) {
            underWay.decrementAndGet();
            return;
        }
        long begun = System.nanoTime();
        client.request(HttpMethod.POST, port, "localhost", "/webhooks/okta")
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", secret)
                        .send(body()))
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result() / 100 == 2) {
                        accepted.incrementAndGet();
                        micros.recordValue((System.nanoTime() - begun) / 1000);
                    } else {
                        refused.incrementAndGet();
                    }
                    next();
                });
    }

    /** One login, as Okta's event hook tells it. */
    private Buffer body() {
        long number = sent.incrementAndGet();
        return Buffer.buffer("""
                {"eventType":"com.okta.event_hook","data":{"events":[{"uuid":"load-%1$d","eventType":"user.session.start",\
                "published":"%2$s","severity":"INFO","outcome":{"result":"SUCCESS"},"actor":{"id":"00u%1$d",\
                "type":"User","alternateId":"p%1$d@load.example","displayName":"P %1$d"},"client":{"ipAddress":\
                "203.0.113.10","userAgent":{"rawUserAgent":"Mozilla/5.0"},"geographicalContext":{"country":"Germany"}},\
                "authenticationContext":{"externalSessionId":"idx%1$d","rootSessionId":"idx%1$d"},"securityContext":\
                {"asNumber":64500,"isProxy":false},"device":{"id":"guo%1$d","managed":true},"transaction":{"id":"t%1$d"},\
                "target":[]}]}}""".formatted(number, clock.instant()));
    }

    /** How long the answers took that come from now on for so long, in microseconds. */
    Histogram measured(int seconds) throws InterruptedException {
        Histogram now = new ConcurrentHistogram(3);
        micros = now;
        TimeUnit.SECONDS.sleep(seconds);
        micros = new ConcurrentHistogram(3);
        return now;
    }

    /** Returns when what was under way is answered. */
    void stop() throws InterruptedException {
        stopped = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (underWay.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        client.close();
    }

    long accepted() {
        return accepted.get();
    }

    long refused() {
        return refused.get();
    }
}
