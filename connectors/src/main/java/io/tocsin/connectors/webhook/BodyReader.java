// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.tocsin.connectors.metrics.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads one body within the limits of size, time and of all bodies together. Lives on the request's event loop. */
final class BodyReader {
    /** How many times the bound of a body is read and forgotten, so that the caller comes to read the answer. */
    private static final long LINGERING = 8;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final WebhookLimits limits;
    private final AtomicLong held;
    private final Promise<byte[]> body = Promise.promise();
    private final Buffer buffer = Buffer.buffer();
    private long counted;
    private long discarded;

    private BodyReader(Vertx vertx, HttpServerRequest request, WebhookLimits limits, AtomicLong held) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.held = held;
    }

    /**
     * Fails with {@link RejectedException} where a limit is passed, otherwise where the caller went away.
     *
     * @param held the bytes of all bodies under way
     */
    static Future<byte[]> read(Vertx vertx, HttpServerRequest request, WebhookLimits limits, AtomicLong held) {
        return new BodyReader(vertx, request, limits, held).start();
    }

    private Future<byte[]> start() {
        long timer = vertx.setTimer(
                limits.bodyTimeout().toMillis(),
                t -> refuse(Rejection.TOO_SLOW, "the body took " + "longer than " + limits.bodyTimeout()));
        request.exceptionHandler(gone -> body.tryFail(gone));
        request.endHandler(end -> body.tryComplete(buffer.getBytes()));
        if (declaredLength(request.getHeader("Content-Length")) > limits.maxBody()) {
            refuseTooLarge();
        } else {
            request.handler(this::take);
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
        }
        return body.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            held.addAndGet(-counted);
        });
    }

    private void take(Buffer chunk) {
        if (buffer.length() + (long) chunk.length() > limits.maxBody()) {
            refuseTooLarge();
            return;
        }
        counted += chunk.length();
        if (held.addAndGet(chunk.length()) > limits.maxHeld()) {
            refuse(Rejection.BUSY, "too many bodies under way");
            return;
        }
        buffer.appendBuffer(chunk);
    }

    private void refuseTooLarge() {
        refuse(Rejection.TOO_LARGE, "found a body of more than " + limits.maxBody() + " bytes, expected at most that");
    }

    private void refuse(Rejection rejection, String description) {
        if (body.tryFail(new RejectedException(rejection, description))) {
            linger();
        }
    }

    /**
     * Reads on for a while and forgets what it reads: a caller that is still sending sees the answer only if the
     * connection is not reset under it.
     */
    private void linger() {
        long timer = vertx.setTimer(limits.bodyTimeout().toMillis(), t -> hangUp());
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            discarded += chunk.length();
            if (discarded > LINGERING * limits.maxBody()) {
                vertx.cancelTimer(timer);
                // behind the answer, which waits for its turn on this event loop
                vertx.runOnContext(answered -> hangUp());
            }
        });
    }

    private void hangUp() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(0);
        } else {
            request.connection().close();
        }
    }

    private static long declaredLength(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
