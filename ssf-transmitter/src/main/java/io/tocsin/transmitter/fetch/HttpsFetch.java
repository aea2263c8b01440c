// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fetch;

import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.push.ReceiverAddresses;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.trust.WatchedTrust;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gets small documents over HTTPS: 64 KiB and five seconds at most, no redirects, and from addresses that the rules
 * allow only; the connection goes to the very address that was checked.
 */
public final class HttpsFetch implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BODY = 64 * 1024;
    private static final int HTTPS_PORT = 443;

    private final Vertx vertx;
    private final HttpClient client;
    private final ReceiverAddresses addresses;

    /** @param trustedCa PEM file of authorities; the JVM's if null */
    public HttpsFetch(Vertx vertx, @Nullable Path trustedCa, Watch watch, AddressRules rules) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setConnectTimeout((int) TIMEOUT.toMillis());
        if (trustedCa != null) {
            options.setTrustOptions(WatchedTrust.of(trustedCa, watch));
        }
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(16))
                .build();
        this.addresses = new ReceiverAddresses(rules);
    }

    /** The body of a 200 answer; fails for every other, and with {@link FetchException} for what is not allowed. */
    public CompletableFuture<String> get(URI url) {
        return send(HttpMethod.GET, url, Map.of("Accept", "application/json"), null);
    }

    /** The same for a form that is posted. */
    public CompletableFuture<String> post(URI url, String form, Map<String, String> headers) {
        return send(HttpMethod.POST, url, headers, form);
    }

    private CompletableFuture<String> send(
            HttpMethod method, URI url, Map<String, String> headers, @Nullable String body) {
        if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            return CompletableFuture.failedFuture(new FetchException("found a URL that is not https, expected https"));
        }
        return addresses.of(url.getHost()).thenCompose(allowed -> {
            RequestOptions options = options(method, url, allowed);
            headers.forEach(options::putHeader);
            return new Exchange().run(options, body);
        });
    }

    private static RequestOptions options(HttpMethod method, URI url, List<InetAddress> allowed) {
        int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(method)
                .setServer(
                        SocketAddress.inetSocketAddress(port, allowed.getFirst().getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(true)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false);
    }

    @Override
    public void close() {
        addresses.close();
        client.close();
    }

    /** One request, with one clock for all of it. */
    private final class Exchange {
        private final Promise<String> answer = Promise.promise();
        private final AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
        private final long timer = vertx.setTimer(TIMEOUT.toMillis(), id -> giveUp("no answer within " + TIMEOUT));

        CompletableFuture<String> run(RequestOptions options, @Nullable String body) {
            client.request(options).onFailure(answer::tryFail).onSuccess(request -> {
                sent.set(request);
                if (answer.future().isComplete()) {
                    request.reset();
                    return;
                }
                request.exceptionHandler(answer::tryFail);
                request.response().onFailure(answer::tryFail).onSuccess(this::read);
                (body == null ? request.end() : request.end(Buffer.buffer(body))).onFailure(answer::tryFail);
            });
            CompletableFuture<String> result = new CompletableFuture<>();
            answer.future().onComplete(done -> {
                vertx.cancelTimer(timer);
                if (done.succeeded()) {
                    result.complete(done.result());
                } else {
                    result.completeExceptionally(done.cause());
                }
            });
            return result;
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(answer::tryFail);
            if (response.statusCode() != 200) {
                giveUp("found status " + response.statusCode() + ", expected 200");
                return;
            }
            Buffer body = Buffer.buffer();
            response.handler(chunk -> {
                if (body.length() + chunk.length() > MAX_BODY) {
                    giveUp("found more than " + MAX_BODY + " bytes");
                } else {
                    body.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> answer.tryComplete(body.toString()));
        }

        private void giveUp(String why) {
            answer.tryFail(new FetchException(why));
            HttpClientRequest request = sent.get();
            if (request != null) {
                request.reset();
            }
        }
    }
}
