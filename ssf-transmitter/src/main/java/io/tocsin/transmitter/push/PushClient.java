// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.trust.WatchedTrust;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The RFC 8935 client: HTTPS/1.1 over kept connections, to checked addresses only, without redirects. Connections are
 * pooled by origin; how many a stream may have is bounded by its lane, so one stream's dead endpoint never uses up the
 * connections of another's.
 */
public final class PushClient implements Pusher, AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int CONNECTIONS_PER_ORIGIN = 4096;
    private static final int HTTPS_PORT = 443;

    private final Watch watch = new Watch(Watch.EVERY);
    private final Vertx vertx;
    private final HttpClient client;
    private final ReceiverAddresses addresses;
    private final Duration timeout;
    private final TransmitterMetrics metrics;
    private final InstantSource clock;

    public PushClient(
            Vertx vertx, PushConfig config, AddressRules rules, TransmitterMetrics metrics, InstantSource clock) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setMaxHeaderSize(16 * 1024);
        if (config.trustedCa() != null) {
            options.setTrustOptions(WatchedTrust.of(config.trustedCa(), watch));
        }
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ORIGIN))
                .build();
        this.addresses = new ReceiverAddresses(rules);
        this.timeout = config.timeout();
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<PushOutcome> push(URI endpoint, @Nullable Secret authorization, String set, int attempt) {
        Instant began = clock.instant();
        return addresses
                .of(endpoint.getHost())
                .thenCompose(allowed -> exchange(options(endpoint, authorization, allowed, attempt), set)
                        .thenApply(answer -> answer.outcome(endpoint, attempt, clock.instant())))
                .exceptionally(PushFailure::outcome)
                .whenComplete((outcome, none) ->
                        metrics.pushAttempted(outcome.word(), Duration.between(began, clock.instant())));
    }

    private CompletableFuture<PushAnswer> exchange(RequestOptions options, String set) {
        return new PushExchange(vertx, timeout).run(client, options, set);
    }

    /** Another address of the host with each attempt, should one of them be down. */
    private static RequestOptions options(
            URI endpoint, @Nullable Secret authorization, List<InetAddress> allowed, int attempt) {
        InetAddress address = allowed.get(attempt % allowed.size());
        int port = endpoint.getPort() < 0 ? HTTPS_PORT : endpoint.getPort();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(unbracketed(endpoint.getHost()))
                .setPort(port)
                .setSsl(true)
                .setURI(pathAndQuery(endpoint))
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/secevent+jwt")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(HttpHeaders.ACCEPT_LANGUAGE, "en");
        return authorization == null ? options : options.putHeader(HttpHeaders.AUTHORIZATION, authorization.reveal());
    }

    private static String pathAndQuery(URI endpoint) {
        String path = endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        addresses.close();
        client.close();
        watch.close();
    }
}
