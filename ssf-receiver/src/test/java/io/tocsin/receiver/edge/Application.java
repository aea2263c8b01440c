// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;

/** What stands behind a proxy: pages that say whose cookies they got, a download without an end, a WebSocket. */
final class Application {
    /** Begins at once, and ends after {@link #endDownload()}. */
    static final String DOWNLOAD = "/download";

    private final Promise<Void> ended = Promise.promise();
    private final HttpServer server;

    Application(Vertx vertx) {
        server = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(64 * 1024))
                .requestHandler(this::serve)
                .webSocketHandler(Application::echo)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void serve(HttpServerRequest request) {
        if (DOWNLOAD.equals(request.path())) {
            request.response().setChunked(true).write("begun ");
            ended.future().onSuccess(now -> request.response().end("and ended"));
        } else {
            request.body()
                    .onSuccess(body -> request.response()
                            .end("for " + request.getHeader("Cookie")
                                    + (body.length() == 0 ? "" : " of " + body.length())));
        }
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }

    void endDownload() {
        ended.complete();
    }

    int port() {
        return server.actualPort();
    }
}
