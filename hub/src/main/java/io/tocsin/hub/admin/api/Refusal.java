// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.risk.identity.operate.NotHereException;
import io.tocsin.risk.operate.NotReadyException;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.publication.PublicationException;
import io.tocsin.risk.policy.publication.UnconfirmedException;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not served; has no stack trace, being no fault of ours.
 *
 * <p>Its members are those of the answer: HTTP status, {@code err} for programs, {@code description} for people.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String err;
    private final transient Map<String, String> headers;

    private Refusal(int status, String err, String description, Map<String, String> headers) {
        super(description, null, true, false);
        this.status = status;
        this.err = err;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    String err() {
        return err;
    }

    Map<String, String> headers() {
        return headers;
    }

    static Refusal off() {
        return new Refusal(404, "no_admin_api", "there is no admin API here", Map.of());
    }

    static Refusal unauthenticated(boolean credentialsSent) {
        String challenge = "Bearer realm=\"tocsin-admin\"";
        return new Refusal(
                401,
                credentialsSent ? "invalid_token" : "unauthorized",
                "expected a token of the admin API in the Authorization header, scheme Bearer",
                Map.of("WWW-Authenticate", credentialsSent ? challenge + ", error=\"invalid_token\"" : challenge));
    }

    static Refusal readOnly() {
        return new Refusal(403, "forbidden", "the token may read only, expected one of role write", Map.of());
    }

    public static Refusal notFound(String what) {
        return new Refusal(404, "not_found", what, Map.of());
    }

    static Refusal method(String allowed) {
        return new Refusal(405, "method_not_allowed", "expected " + allowed, Map.of("Allow", allowed));
    }

    public static Refusal invalid(String description) {
        return new Refusal(400, "invalid_request", description, Map.of());
    }

    public static Refusal invalid(String description, Exception cause) {
        Refusal refusal = invalid(description);
        refusal.addSuppressed(cause);
        return refusal;
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(413, "too_large", "expected a body of at most " + limit + " bytes", Map.of());
    }

    static Refusal mediaType() {
        return new Refusal(415, "unsupported_media_type", "expected Content-Type application/json", Map.of());
    }

    public static Refusal unavailable(String description, long seconds) {
        return new Refusal(503, "temporarily_unavailable", description, Map.of("Retry-After", Long.toString(seconds)));
    }

    /** What the transmitter said, in our form; null for a fault of ours. */
    static @Nullable Refusal of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return refusal;
        } else if (cause instanceof RejectedException rejected) {
            return of(rejected.rejection());
        } else if (cause instanceof NotReadyException notYet) {
            return unavailable(String.valueOf(notYet.getMessage()), 2);
        } else if (cause instanceof RetriableException) {
            return unavailable("Kafka does not answer in time", 5);
        } else if (cause instanceof NotHereException notHere) {
            return unavailable(String.valueOf(notHere.getMessage()), 2);
        } else if (cause instanceof PolicyException mistakes) {
            return invalid("the policy has mistakes:\n" + mistakes.getMessage());
        } else if (cause instanceof PublicationException publication) {
            return publication.kind() == PublicationException.Kind.UNKNOWN
                    ? notFound(String.valueOf(publication.getMessage()))
                    : conflict(String.valueOf(publication.getMessage()));
        } else if (cause instanceof UnconfirmedException unconfirmed) {
            return unavailable(String.valueOf(unconfirmed.getMessage()), 2);
        } else if (cause instanceof TimeoutException) {
            return unavailable("it takes too long, and may still happen: look before trying again", 5);
        }
        return null;
    }

    private static Refusal of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.Invalid invalid -> invalid(invalid.description());
            case Rejection.NotFound nothing -> notFound("there is nothing of that id");
            case Rejection.Conflict conflict -> conflict(conflict.description());
            case Rejection.Forbidden forbidden -> conflict(forbidden.description());
            case Rejection.TooLarge large -> tooLarge(large.limitBytes());
            case Rejection.Unavailable later ->
                unavailable(
                        "no transmitter serves it at the moment",
                        Math.max(1, later.retryAfter().toSeconds()));
            case Rejection.TooManyRequests many ->
                unavailable(
                        "too many wait already", Math.max(1, many.retryAfter().toSeconds()));
            case Rejection.Unauthenticated who -> conflict("the transmitter wants to know who calls");
            case Rejection.InsufficientScope scope -> conflict("the transmitter does not allow it");
            case Rejection.MethodNotAllowed method -> conflict("the transmitter does not know how");
            case Rejection.UnsupportedMediaType type -> conflict("the transmitter does not read it");
        };
    }

    public static Refusal conflict(String description) {
        return new Refusal(409, "conflict", description, Map.of());
    }
}
