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

    /** The receiver did not finish in time. The message is for people. */
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OutOfTime(String found) {
            super(found, null, false, false);
        }
    }

    /** The connection ended while the answer was under way. */
    static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private CutShort(Throwable cause) {
            super("the connection was closed in the middle of the answer", cause, false, false);
        }
    }

    private final Vertx vertx;
    private final Promise<PushAnswer> answer = Promise.promise();
    private final AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
    private final Duration timeout;
    private volatile long timer;
    /** Told by the connection's thread, read by the timer's. */
    private volatile Stage stage = new Stage.Connecting();

    PushExchange(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeout = timeout;
    }

    /**
     * Timer, request and answer stay on one event loop. Begun on the caller's thread each of them would wake that loop
     * by itself, which costs a system call a time and added up to an eighth of what a push costs.
     */
    CompletableFuture<PushAnswer> run(HttpClient client, RequestOptions options, String set) {
        CompletableFuture<PushAnswer> result = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(here -> begin(client, options, set, result));
        return result;
    }

    private void begin(HttpClient client, RequestOptions options, String set, CompletableFuture<PushAnswer> result) {
        timer = vertx.setTimer(timeout.toMillis(), id -> {
            answer.tryFail(new OutOfTime(stage.late(timeout)));
            abandon();
        });
        client.request(options).onFailure(answer::tryFail).onSuccess(request -> {
            sent.set(request);
            if (answer.future().isComplete()) {
                abandon();
                return;
            }
            stage = new Stage.Waiting();
            request.exceptionHandler(this::broken);
            request.response().onFailure(this::broken).onSuccess(this::read);
            request.end(Buffer.buffer(set)).onFailure(this::broken);
        });
        answer.future().onComplete(done -> {
            if (done.succeeded()) {
                result.complete(done.result());
            } else {
                vertx.cancelTimer(timer);
                result.completeExceptionally(done.cause());
            }
        });
    }

    private void read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        if (response.statusCode() / 100 == 2) {
            // it has the SET; what else it says does not matter, but the timer still bounds how long it may say it
            answer.tryComplete(answerOf(response, body));
        }
        Stage.Reading[] reading = {new Stage.Reading(response.statusCode(), 0, 0)};
        stage = reading[0];
        response.exceptionHandler(this::broken);
        response.handler(chunk -> {
            reading[0] = reading[0].and(chunk.length());
            stage = reading[0];
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

    private void broken(Throwable failure) {
        answer.tryFail(stage instanceof Stage.Reading ? new CutShort(failure) : failure);
    }

    private void abandon() {
        HttpClientRequest request = sent.get();
        if (request != null) {
            request.reset();
        }
    }

    private static PushAnswer answerOf(HttpClientResponse response, Buffer body) {
        return new PushAnswer(
                response.statusCode(),
                response.getHeader(HttpHeaders.RETRY_AFTER),
                response.getHeader(HttpHeaders.LOCATION),
                body.getBytes());
    }

    /** How far it has come. */
    private sealed interface Stage {
        String late(Duration timeout);

        record Connecting() implements Stage {
            @Override
            public String late(Duration timeout) {
                return "no connection within " + seconds(timeout);
            }
        }

        record Waiting() implements Stage {
            @Override
            public String late(Duration timeout) {
                return "no answer within " + seconds(timeout);
            }
        }

        record Reading(int status, int bytes, int pieces) implements Stage {
            @Override
            public String late(Duration timeout) {
                String pace =
                        bytes > 0 && bytes == pieces ? "answers 1 byte at a time: " : "does not finish its answer: ";
                return pace + "HTTP " + status + " and " + bytes + " bytes within " + seconds(timeout);
            }

            Reading and(int more) {
                return new Reading(status, bytes + more, pieces + 1);
            }
        }

        private static String seconds(Duration timeout) {
            return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
        }
    }
}
