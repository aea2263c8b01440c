// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** One request to another instance, on one context. */
final class PeerExchange {
    /** A poll's answer is a hundred SETs at most. */
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private static final int MISDIRECTED = 421;

    private final Promise<PeerAnswer> answer = Promise.promise();
    private @Nullable HttpClientRequest sent;

    /** Never fails. */
    Future<PeerAnswer> answer() {
        return answer.future();
    }

    void run(HttpClient client, RequestOptions options, Buffer body) {
        client.request(options)
                .onFailure(unreachable -> answer.tryComplete(PeerAnswer.UNTOUCHED))
                .onSuccess(request -> {
                    if (answer.future().isComplete()) {
                        request.reset();
                        return;
                    }
                    sent = request;
                    request.exceptionHandler(broken -> lost());
                    request.response().onFailure(broken -> lost()).onSuccess(this::read);
                    request.end(body).onFailure(broken -> lost());
                });
    }

    /** Nobody wants the answer any more: tells the other instance so. */
    void cancel() {
        if (answer.tryComplete(PeerAnswer.LOST) && sent != null) {
            sent.reset();
        }
    }

    void unreachable() {
        answer.tryComplete(PeerAnswer.UNTOUCHED);
    }

    private void read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(broken -> lost());
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY) {
                cancel();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> answer.tryComplete(
                response.statusCode() == MISDIRECTED
                        ? PeerAnswer.UNTOUCHED
                        : new PeerAnswer.Served(response.statusCode(), response.headers(), body)));
    }

    private void lost() {
        answer.tryComplete(PeerAnswer.LOST);
    }
}
