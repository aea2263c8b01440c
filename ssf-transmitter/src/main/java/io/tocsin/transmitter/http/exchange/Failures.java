// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes HTTP. */
public final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String REALM = "Bearer realm=\"ssf\"";

    private final TransmitterMetrics metrics;

    public Failures(TransmitterMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Rejection rejection = rejection(context);
        int status = rejection == null ? 500 : answer(context, rejection);
        metrics.requestRefused(status);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body(rejection).toString());
    }

    /** The challenge, with where to read which tokens are good here (RFC 9728 §5.1). */
    private static String realm(RoutingContext context) {
        String metadata = context.get(Bearer.RESOURCE_METADATA);
        return metadata == null ? REALM : REALM + ", resource_metadata=\"" + metadata + "\"";
    }

    private static @Nullable Rejection rejection(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof CompletionException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof RejectedException rejected) {
            return rejected.rejection();
        }
        if (failure == null && context.statusCode() == 404) {
            return new Rejection.NotFound();
        }
        if (failure == null && context.statusCode() == 400) {
            return new Rejection.Invalid("the request line is malformed");
        }
        LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), failure);
        return null;
    }

    /** Sets the headers the case calls for and gives its status. */
    private static int answer(RoutingContext context, Rejection rejection) {
        HttpServerResponse response = context.response();
        String realm = realm(context);
        return switch (rejection) {
            case Rejection.Invalid invalid -> 400;
            case Rejection.Unauthenticated who -> {
                response.putHeader(
                        "WWW-Authenticate", who.credentialsSent() ? realm + ", error=\"invalid_token\"" : realm);
                yield 401;
            }
            case Rejection.InsufficientScope scope -> {
                response.putHeader(
                        "WWW-Authenticate",
                        realm + ", error=\"insufficient_scope\", scope=\""
                                + scope.needed().text() + "\"");
                yield 403;
            }
            case Rejection.Forbidden forbidden -> 403;
            case Rejection.NotFound nothing -> 404;
            case Rejection.MethodNotAllowed method -> {
                response.putHeader(HttpHeaders.ALLOW, String.join(", ", method.allowed()));
                yield 405;
            }
            case Rejection.Conflict conflict -> 409;
            case Rejection.TooLarge large -> {
                if (context.request().version() != HttpVersion.HTTP_2) {
                    // the rest of the body is not worth reading; HTTP/2 knows no such header (RFC 9113 §8.2.2)
                    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
                yield 413;
            }
            case Rejection.UnsupportedMediaType type -> 415;
            case Rejection.TooManyRequests many -> {
                response.putHeader(HttpHeaders.RETRY_AFTER, seconds(many.retryAfter()));
                yield 429;
            }
            case Rejection.Unavailable later -> {
                response.putHeader(HttpHeaders.RETRY_AFTER, seconds(later.retryAfter()));
                yield 503;
            }
        };
    }

    private static ObjectNode body(@Nullable Rejection rejection) {
        return switch (rejection) {
            case null -> error("server_error", "the request failed on our side");
            case Rejection.Invalid invalid -> error("invalid_request", invalid.description());
            case Rejection.Unauthenticated who ->
                error(
                        who.credentialsSent() ? "invalid_token" : "unauthorized",
                        "expected a valid access token in the Authorization header, scheme Bearer");
            case Rejection.InsufficientScope scope ->
                error(
                        "insufficient_scope",
                        "expected a token with scope " + scope.needed().text());
            case Rejection.Forbidden forbidden -> error("access_denied", forbidden.description());
            case Rejection.NotFound nothing -> error("not_found", "there is nothing here for this receiver");
            case Rejection.MethodNotAllowed method ->
                error("method_not_allowed", "expected " + String.join(" or ", method.allowed()));
            case Rejection.Conflict conflict -> error("conflict", conflict.description());
            case Rejection.TooLarge large ->
                error("too_large", "expected a body of at most " + large.limitBytes() + " bytes");
            case Rejection.UnsupportedMediaType type ->
                error("unsupported_media_type", "expected Content-Type " + type.expected());
            case Rejection.TooManyRequests many ->
                error("too_many_requests", "expected a pause of " + seconds(many.retryAfter()) + " s");
            case Rejection.Unavailable later ->
                error("temporarily_unavailable", "try again in " + seconds(later.retryAfter()) + " s");
        };
    }

    private static ObjectNode error(String err, String description) {
        return JsonNodeFactory.instance.objectNode().put("err", err).put("description", description);
    }

    /** Rounded up: a receiver that waits as long as it was told must not be refused again. */
    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
