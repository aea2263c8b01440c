// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.LocalAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An identity provider and an application at one address over TLS, that answer as they are told. */
public final class Site implements AutoCloseable {
    /** One request. */
    public record Asked(String what, String authorization, String form) {}

    private final Vertx vertx = Vertx.vertx();
    private final LocalAuthority authority;
    private final HttpServer server;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> endless = ConcurrentHashMap.newKeySet();

    public Site(Path folder) {
        authority = LocalAuthority.in(folder, Clock.systemUTC());
        server = vertx.createHttpServer(HttpsListener.options("127.0.0.1", 0, authority.server()))
                .requestHandler(this::handle)
                .listen()
                .await();
        says("POST /token", 200, "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private void handle(HttpServerRequest request) {
        String what = request.method() + " " + request.uri();
        request.body().onSuccess(body -> {
            asked.add(new Asked(what, String.valueOf(request.getHeader("Authorization")), body.toString()));
            HttpServerResponse response = request.response()
                    .setStatusCode(answers.getOrDefault(what, 404))
                    .putHeader("Content-Type", "application/json");
            if (endless.contains(what)) {
                response.setChunked(true).write(" ");
            } else if (silent.stream().noneMatch(what::startsWith)) {
                response.end(bodies.getOrDefault(what, ""));
            }
        });
    }

    /** What it answers to a method and path from now on; 404 to all others. */
    public void says(String what, int status, String body) {
        bodies.put(what, body);
        answers.put(what, status);
    }

    /** It takes requests whose method and path begin so, and answers none of them. */
    public void saysNothingTo(String beginning) {
        silent.add(beginning);
    }

    /** It answers with that status, and a body that does not end. */
    public void saysWithoutEnd(String what, int status) {
        says(what, status, "");
        endless.add(what);
    }

    /** Requests so far, but those for tokens. */
    public List<Asked> asked() {
        return asked.stream().filter(one -> !one.what().equals("POST /token")).toList();
    }

    public URI at(String path) {
        return URI.create("https://localhost:" + server.actualPort() + path);
    }

    public Path trusted() {
        return requireNonNull(authority.root());
    }

    @Override
    public void close() {
        server.close().await();
        vertx.close().await();
    }
}
