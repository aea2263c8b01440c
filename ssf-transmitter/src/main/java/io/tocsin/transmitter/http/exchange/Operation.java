// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import io.tocsin.transmitter.client.Caller;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/** One operation of the protocol on an authenticated request. */
@FunctionalInterface
public interface Operation {
    /** What to answer. Throws or fails with {@link io.tocsin.transmitter.request.RejectedException} to refuse. */
    CompletionStage<Answer> run(Caller caller, RoutingContext request);

    /** As a handler that writes the answer on the request's own thread. */
    static Handler<RoutingContext> handler(Operation operation) {
        return request -> {
            Context context = request.vertx().getOrCreateContext();
            operation
                    .run(Bearer.caller(request), request)
                    .whenComplete((answer, failure) -> context.runOnContext(here -> {
                        if (failure != null) {
                            request.fail(failure);
                        } else {
                            write(request.response(), answer);
                        }
                    }));
        };
    }

    private static void write(HttpServerResponse response, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (answer.body() == null) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(answer.body().toString());
        }
    }
}
