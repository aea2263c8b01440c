// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import io.tocsin.benchmarks.chaos.ledger.LedgerWriter;
import io.tocsin.benchmarks.load.Caller;
import io.tocsin.hub.tls.HttpsListener;
import io.tocsin.hub.tls.LocalAuthority;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * A receiver of two streams, one pushed and one polled, that writes each SET to a file before it acknowledges: folder
 * of certificates, port, ledger, poll URLs of every transmitter.
 */
public final class ReceiverMain {
    private ReceiverMain() {}

    public static void main(String[] arguments) throws Exception {
        LocalAuthority authority = LocalAuthority.in(Path.of(arguments[0]), InstantSource.system());
        int port = Integer.parseInt(arguments[1]);
        LedgerWriter ledger = new LedgerWriter(Path.of(arguments[2]), InstantSource.system());
        List<String> polls = Arrays.asList(arguments).subList(3, arguments.length);
        Vertx vertx = Vertx.vertx();
        vertx.createHttpServer(HttpsListener.options("127.0.0.1", port, authority.server()))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    ledger.add(Streams.PUSH, body.toString());
                    request.response().setStatusCode(202).end();
                }))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        new Poller(Caller.trusting(authority.root()), polls, ledger).run();
    }
}
