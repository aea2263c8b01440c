// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.audience;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;

/**
 * A page behind a proxy, and the proxy: before it answers it asks the edge, as nginx does by {@code auth_request}, and
 * answers what the edge answered.
 */
final class ProtectedPage implements AutoCloseable {
    private static final String PAGE = "<!doctype html><title>Payroll</title><h1>Payroll</h1><p>You are signed in.\n";
    private final HttpServer server;
    private final HttpClient toEdge;

    private ProtectedPage(HttpServer server, HttpClient toEdge) {
        this.server = server;
        this.toEdge = toEdge;
    }

    static ProtectedPage start(Vertx vertx, HttpServerOptions options, URI forwardAuth, Path trustedCa) {
        HttpClient toEdge = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setKeepAlive(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(trustedCa.toString())));
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> ask(toEdge, forwardAuth, request)
                        .onSuccess(status -> answer(request, status))
                        .onFailure(gone -> answer(request, 502)))
                .listen()
                .await();
        return new ProtectedPage(server, toEdge);
    }

    private static Future<Integer> ask(HttpClient edge, URI forwardAuth, HttpServerRequest request) {
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(forwardAuth.toString())
                .putHeader("X-Forwarded-Method", request.method().name())
                .putHeader("X-Forwarded-Uri", request.uri());
        String cookie = request.getHeader("Cookie");
        if (cookie != null) {
            question.putHeader("Cookie", cookie);
        }
        return edge.request(question).compose(asked -> asked.send()).map(HttpClientResponse::statusCode);
    }

    private static void answer(HttpServerRequest request, int status) {
        boolean allowed = status / 100 == 2;
        request.response()
                .setStatusCode(allowed ? 200 : status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(allowed ? PAGE : "");
    }

    @Override
    public void close() {
        server.close().await();
        toEdge.close().await();
    }
}
