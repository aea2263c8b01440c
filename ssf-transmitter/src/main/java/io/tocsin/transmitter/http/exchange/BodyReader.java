// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Reads a request's body whole, up to a limit; checks first that it is said to be of the expected type. */
public final class BodyReader implements Handler<RoutingContext> {
    /** What nearly every body is. */
    public static final String JSON = "application/json";

    private static final String BODY = "body";

    private final String mediaType;
    private final int limit;

    /** @param limit in bytes */
    public BodyReader(String mediaType, int limit) {
        this.mediaType = mediaType;
        this.limit = limit;
    }

    public static byte[] body(RoutingContext context) {
        return requireNonNull(context.<Buffer>get(BODY), "the route reads no body")
                .getBytes();
    }

    /** Empty where the route reads none. */
    public static Buffer bodyIfRead(RoutingContext context) {
        Buffer body = context.get(BODY);
        return body == null ? Buffer.buffer() : body;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String declared = request.getHeader(HttpHeaders.CONTENT_TYPE);
        // SSF's own examples leave it out
        if (declared != null
                && !mediaType.equals(declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw new RejectedException(new Rejection.UnsupportedMediaType(mediaType));
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= limit) {
                body.appendBuffer(chunk);
            } else if (!context.failed()) {
                request.handler(ignored -> {});
                context.fail(new RejectedException(new Rejection.TooLarge(limit)));
            }
        });
        request.exceptionHandler(context::fail);
        request.endHandler(end -> {
            if (!context.failed()) {
                context.put(BODY, body);
                context.next();
            }
        });
    }
}
