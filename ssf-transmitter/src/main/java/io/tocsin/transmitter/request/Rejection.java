// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.request;

import io.tocsin.transmitter.client.Scope;
import java.time.Duration;
import java.util.List;

/** Why a request is not served; each case is one HTTP status. */
public sealed interface Rejection {
    /** 400. {@code description} says what was found and what was expected, without repeating values. */
    record Invalid(String description) implements Rejection {}

    /** 401. RFC 6750 §3.1 wants no error code where no credentials were sent. */
    record Unauthenticated(boolean credentialsSent) implements Rejection {}

    /** 403 {@code insufficient_scope}. */
    record InsufficientScope(Scope needed) implements Rejection {}

    /** 403: the token suffices, what is asked is not this receiver's to have. */
    record Forbidden(String description) implements Rejection {}

    /** 404: no such stream for this receiver; the same for another's stream and for one that never was. */
    record NotFound() implements Rejection {}

    /** 405. */
    record MethodNotAllowed(List<String> allowed) implements Rejection {
        public MethodNotAllowed {
            allowed = List.copyOf(allowed);
        }
    }

    /** 409. */
    record Conflict(String description) implements Rejection {}

    /** 413. */
    record TooLarge(long limitBytes) implements Rejection {}

    /** 415. */
    record UnsupportedMediaType(String expected) implements Rejection {}

    /** 429. */
    record TooManyRequests(Duration retryAfter) implements Rejection {}

    /** 503: not now, but soon. */
    record Unavailable(Duration retryAfter) implements Rejection {}
}
