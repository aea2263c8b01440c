// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One request and its answer, within a time and a size that the receiver cannot stretch. */
final class PushExchange {
    /** An error body is a few hundred bytes; what is longer is not read. */
    private static final int MAX_BODY = 8 * 1024;

    /** The receiver did not finish in time. */
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("no answer in time", null, false, false);
        }
    }

    private final Vertx vertx;
    private final Promise<PushAnswer> answer = Promise.promise();
    private final AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
    private final long timer;

    PushExchange(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timer = vertx.setTimer(timeout.toMillis(), id -> {
            answer.tryFail(new OutOfTime());
            abandon();
        });
    }

    CompletableFuture<PushAnswer> run(HttpClient client, RequestOptions options, String set) {
        client.request(options).onFailure(answer::tryFail).onSuccess(request -> {
            sent.set(request);
            if (answer.future().isComplete()) {
                abandon();
                return;
            }
            request.exceptionHandler(answer::tryFail);
            request.response().onFailure(answer::tryFail).onSuccess(this::read);
            request.end(Buffer.buffer(set)).onFailure(answer::tryFail);
        });
        CompletableFuture<PushAnswer> result = new CompletableFuture<>();
        answer.future().onComplete(done -> {
            if (done.succeeded()) {
                result.complete(done.result());
            } else {
                vertx.cancelTimer(timer);
                result.completeExceptionally(done.cause());
            }
        });
        return result;
    }

    private void read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        if (response.statusCode() / 100 == 2) {
            // it has the SET; what else it says does not matter, but the timer still bounds how long it may say it
            answer.tryComplete(answerOf(response, body));
        }
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY) {
                answer.tryComplete(answerOf(response, body));
                vertx.cancelTimer(timer);
                abandon();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            answer.tryComplete(answerOf(response, body));
            vertx.cancelTimer(timer);
        });
    }

    private void abandon() {
        HttpClientRequest request = sent.get();
        if (request != null) {
            request.reset();
        }
    }

    private static PushAnswer answerOf(HttpClientResponse response, Buffer body) {
        return new PushAnswer(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER), body.getBytes());
    }
}
