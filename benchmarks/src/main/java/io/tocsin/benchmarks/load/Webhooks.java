// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends a company's webhooks over a bounded number of kept connections, without waiting for answers. */
public final class Webhooks implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    /** Seconds: well before the hub closes one, which would lose what is sent at that moment. */
    private static final int KEPT_IDLE = 30;

    private final WebClient client;
    private final int port;
    private final Company company;
    private final InstantSource clock;

    public Webhooks(Vertx vertx, Path authority, int connectorsPort, Company company, InstantSource clock) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
                .setKeepAliveTimeout(KEPT_IDLE)
                .setTcpNoDelay(true);
        this.client =
                WebClient.create(vertx, new WebClientOptions(options), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.port = connectorsPort;
        this.company = company;
        this.clock = clock;
    }

    /** Opens the sessions of {@code count} people in one request. */
    public Future<Void> openSessions(int first, int count) {
        HttpRequest<Buffer> request = post("/webhooks/people").putHeader("Authorization", HubProcess.SECRET);
        return accepted(request.sendBuffer(Buffer.buffer(company.sessions(first, count, clock.instant()))));
    }

    /** Reports a detection on one person's device; completes when the hub has accepted it. */
    public Future<Void> detect(int person) {
        Instant now = clock.instant();
        byte[] body = company.detection(person, now);
        String timestamp = Long.toString(now.getEpochSecond());
        HttpRequest<Buffer> request = post("/webhooks/edr")
                .putHeader("X-Timestamp", timestamp)
                .putHeader("X-Signature", "v0=" + hmac("v0:" + timestamp + ":", body));
        return accepted(request.sendBuffer(Buffer.buffer(body)));
    }

    private HttpRequest<Buffer> post(String path) {
        return client.post(port, "localhost", path).putHeader("Content-Type", "application/json");
    }

    private static Future<Void> accepted(Future<HttpResponse<Buffer>> answer) {
        return answer.compose(response -> response.statusCode() / 100 == 2
                ? Future.succeededFuture()
                : Future.failedFuture("webhook answered " + response.statusCode() + ": " + response.bodyAsString()));
    }

    private static String hmac(String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HubProcess.SECRET.getBytes(UTF_8), "HmacSHA256"));
            mac.update(start.getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
