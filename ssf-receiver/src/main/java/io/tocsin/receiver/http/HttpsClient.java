// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A client that waits, for virtual threads. Thread-safe. */
public final class HttpsClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;

    private HttpsClient(HttpClient client) {
        this.client = client;
    }

    /**
     * Opens a client.
     *
     * @param trustedCa PEM file of the only authorities trusted, or null for the platform's
     * @throws IllegalArgumentException if the file cannot be used
     */
    public static HttpsClient open(Vertx vertx, @Nullable Path trustedCa) {
        return open(vertx, trustedCa, Revocation.IGNORED, InstantSource.system(), unasked -> {});
    }

    /**
     * Opens a client that asks whether servers' certificates were revoked.
     *
     * @param trustedCa PEM file of the only authorities trusted, or null for the platform's
     * @param unchecked called with the name of a server whose certificate is taken though nothing could be learnt
     * @throws IllegalArgumentException if the file cannot be used
     */
    public static HttpsClient open(
            Vertx vertx,
            @Nullable Path trustedCa,
            Revocation revocation,
            InstantSource clock,
            Consumer<String> unchecked) {
        HttpClientOptions options = options(trustedCa);
        if (revocation == Revocation.IGNORED && trustedCa != null) {
            // a file that is no good shall be known of now
            chains(vertx, options);
        } else if (revocation != Revocation.IGNORED) {
            TrustManager trust =
                    new RevocationTrust(chains(vertx, options), revocation == Revocation.STRICT, clock, unchecked);
            // it may wait for who is asked
            options.setTrustOptions(TrustOptions.wrap(trust))
                    .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true));
        }
        return open(vertx, options);
    }

    private static HttpClientOptions options(@Nullable Path trustedCa) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        if (trustedCa != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(trustedCa.toString()));
        }
        return options;
    }

    private static HttpsClient open(Vertx vertx, HttpClientOptions options) {
        return new HttpsClient(vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(64)));
    }

    private static X509ExtendedTrustManager chains(Vertx vertx, HttpClientOptions options) {
        try {
            TrustManagerFactory trust;
            if (options.getTrustOptions() == null) {
                trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init((KeyStore) null);
            } else {
                trust = options.getTrustOptions().getTrustManagerFactory(vertx);
            }
            for (TrustManager found : trust.getTrustManagers()) {
                if (found instanceof X509ExtendedTrustManager chains) {
                    return chains;
                }
            }
            throw new IllegalStateException("the platform has no trust manager for X.509");
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("the trusted authorities cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Sends and waits for the whole answer; any status is an answer. An interrupt aborts the request.
     *
     * @throws IOException if there is no complete answer in time or of allowed size
     */
    public Reply send(Call call) throws IOException, InterruptedException {
        requireHttps(call.uri());
        AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
        Future<Reply> reply = exchange(call, sent);
        try {
            return reply.toCompletionStage()
                    .toCompletableFuture()
                    .get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(call + " failed: " + why(cause == null ? e : cause), cause);
        } catch (TimeoutException e) {
            abort(sent);
            throw new IOException(call + " gave no complete answer in " + call.timeout(), e);
        } catch (InterruptedException e) {
            abort(sent);
            throw e;
        }
    }

    /** What went wrong, and what was at the bottom of it: of a handshake, only that says what is to be mended. */
    private static String why(Throwable failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.equals(failure) ? failure.toString() : failure + ": " + bottom.getMessage();
    }

    /** Throws unless the URL is an absolute https one without user information. */
    public static void requireHttps(URI uri) throws IOException {
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IOException("\"" + uri + "\" is not a plain https URL");
        }
    }

    private Future<Reply> exchange(Call call, AtomicReference<@Nullable HttpClientRequest> sent) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.uri().toString())
                .setFollowRedirects(false);
        call.headers().forEach(options::putHeader);
        return client.request(options).compose(request -> {
            sent.set(request);
            String body = call.body();
            return (body == null ? request.send() : request.send(body))
                    .compose(response -> read(request, response, call.maxBody()));
        });
    }

    private static Future<Reply> read(HttpClientRequest request, HttpClientResponse response, int maxBody) {
        Promise<Reply> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBody) {
                whole.tryFail(new IOException("answer is longer than " + maxBody + " bytes"));
                request.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> whole.tryComplete(new Reply(response.statusCode(), response.headers(), body)));
        return whole.future();
    }

    private static void abort(AtomicReference<@Nullable HttpClientRequest> sent) {
        HttpClientRequest request = sent.get();
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public void close() {
        client.close().onFailure(ignored -> {});
    }
}
