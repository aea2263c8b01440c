// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import io.tocsin.transmitter.push.TestTls;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A push endpoint over HTTPS that answers as it is told, 202 otherwise, and keeps what it got. */
public final class TestReceiver implements AutoCloseable {
    public record Push(String path, MultiMap headers, String token, int status) {}

    private record Planned(int status, String body) {}

    private final HttpServer server;
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
    private final List<Push> pushes = new CopyOnWriteArrayList<>();

    public TestReceiver(Vertx vertx, TestTls tls) {
        server = vertx.createHttpServer(tls.server("localhost")).requestHandler(this::receive);
        server.listen().await();
    }

    public String url(String path) {
        return "https://localhost:" + server.actualPort() + path;
    }

    public void answerNext(int status, String body) {
        planned.add(new Planned(status, body));
    }

    public void forgetPlans() {
        planned.clear();
    }

    public long accepted(String path) {
        return pushes.stream()
                .filter(push -> push.path().equals(path) && push.status() == 202)
                .count();
    }

    public List<Push> pushes() {
        return pushes;
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Planned answer = planned.poll();
            int status = answer == null ? 202 : answer.status();
            pushes.add(new Push(request.path(), request.headers(), body.toString(), status));
            if (answer == null) {
                request.response().setStatusCode(202).end();
            } else {
                request.response()
                        .setStatusCode(answer.status())
                        .putHeader("Content-Type", "application/json")
                        .end(answer.body());
            }
        });
    }

    @Override
    public void close() {
        server.close().await();
    }
}
