// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import io.tocsin.hub.admin.api.AdminApi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/**
 * The admin listener: {@code /health} answers 200 while the process lives, {@code /ready} 200 or 503 with what is not,
 * {@code /metrics} the Prometheus text format; {@code /admin/} is the admin API's. Says nothing that names a person.
 */
public final class Admin implements AutoCloseable {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private final HttpServer server;

    private Admin(HttpServer server) {
        this.server = server;
    }

    public static Admin start(
            Vertx vertx, HttpServerOptions options, Health health, Supplier<String> metrics, AdminApi api) {
        return new Admin(vertx.createHttpServer(options)
                .requestHandler(request -> {
                    if (String.valueOf(request.path()).startsWith(AdminApi.ROOT)) {
                        api.handle(request);
                    } else {
                        answer(request, vertx, health, metrics);
                    }
                })
                .listen()
                .await());
    }

    public int port() {
        return server.actualPort();
    }

    private static void answer(HttpServerRequest request, Vertx vertx, Health health, Supplier<String> metrics) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/health" -> send(request, 200, "application/json", "{\"status\":\"up\"}");
            case "/ready" -> send(request, health.isReady() ? 200 : 503, "application/json", health.json());
            case "/metrics" ->
                vertx.executeBlocking(metrics::get)
                        .onSuccess(text -> send(request, 200, PROMETHEUS, text))
                        .onFailure(failure -> send(request, 500, "text/plain", "metrics are not available"));
            default -> send(request, 404, "text/plain", "expected /health, /ready, /metrics or /admin/v1/...");
        }
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
