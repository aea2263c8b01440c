// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS to the other instances over kept connections: HTTP/2 where their listener offers it, so that many long polls
 * share a connection.
 */
public final class PeerClient implements AutoCloseable {
    /**
     * What another instance is asked on a caller's behalf.
     *
     * @param uri path and query
     * @param patience how long the answer may take
     */
    record Request(ForwardedCall call, HttpMethod method, String uri, Buffer body, Duration patience) {}

    /** Where an instance takes what another one's operator asks. */
    public static final String OPERATOR_PATH = "/tocsin/operator";

    /** Removing what there is much of takes as long. */
    private static final Duration OPERATORS_PATIENCE = Duration.ofMinutes(2);

    /** Where the token for another instance stands. */
    public static final String TOKEN = "Tocsin-Peer";

    /** A process that died refuses at once; a machine that died says nothing. */
    private static final int CONNECT_MILLIS = 2_000;

    private static final int UNDER_WAY = 2_000;

    private final HttpClient client;
    private final PeerTokens tokens;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param trust PEM file of the authority of the instances' certificates; the platform's own if null */
    public PeerClient(Vertx vertx, @Nullable Path trust, PeerTokens tokens) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(true)
                .setTcpNoDelay(true);
        if (trust != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(trust.toString()));
        }
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(UNDER_WAY)
                        .setHttp2MaxSize(32)
                        .setMaxWaitQueueSize(UNDER_WAY))
                .build();
        this.tokens = tokens;
    }

    /** Asks; what comes of it is told on {@code context}. Does nothing if too much is under way already. */
    PeerExchange send(Owner.Peer to, Request request, Context context) {
        return send(
                () -> tokens.issue(request.call(), request.method().name(), request.uri()),
                options(to, request.method(), request.uri(), request.patience()),
                request.body(),
                context);
    }

    /** Asks on an operator's behalf, with what they ask as the body. Never fails. */
    public CompletableFuture<PeerAnswer> ask(Vertx vertx, Owner.Peer to, byte[] body) {
        CompletableFuture<PeerAnswer> answered = new CompletableFuture<>();
        send(
                        () -> tokens.issue(body),
                        options(to, HttpMethod.POST, OPERATOR_PATH, OPERATORS_PATIENCE),
                        Buffer.buffer(body),
                        vertx.getOrCreateContext())
                .answer()
                .onSuccess(answered::complete);
        return answered;
    }

    private PeerExchange send(
            Supplier<CompletableFuture<String>> issued, RequestOptions options, Buffer body, Context context) {
        PeerExchange exchange = new PeerExchange();
        if (underWay.incrementAndGet() > UNDER_WAY) {
            underWay.decrementAndGet();
            exchange.unreachable();
            return exchange;
        }
        exchange.answer().onComplete(done -> underWay.decrementAndGet());
        if (body.length() > 0) {
            options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        var unused = issued.get()
                .whenComplete((token, failure) -> context.runOnContext(here -> {
                    if (failure != null) {
                        exchange.unreachable();
                    } else {
                        exchange.run(client, options.putHeader(TOKEN, token), body);
                    }
                }));
        return exchange;
    }

    private static RequestOptions options(Owner.Peer to, HttpMethod method, String uri, Duration patience) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(true)
                .setURI(uri)
                .setFollowRedirects(false)
                .setIdleTimeout(patience.toMillis());
    }

    @Override
    public void close() {
        client.close();
    }
}
