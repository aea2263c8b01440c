// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.edge.route.Source.Place;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a request says whose it is. Cookies and headers named here are ones the proxy sets itself, strips from what
 * clients send, or has the application make.
 *
 * @param token needed by sources that are claims
 * @param session the session's id
 * @param user e-mail address, {@code sub} or another identifier that SETs use; of {@code claim:sub} the token's
 *     {@code iss} is looked up along with it
 * @param issuedAt when the session began, seconds since the epoch; {@code claim:auth_time} for instance
 */
public record IdentityRule(
        @Nullable TokenSettings token,
        @Nullable Source session,
        @Nullable Source user,
        @Nullable Source device,
        @Nullable Source issuedAt) {
    /** For proxies that pass cookies on and set headers. */
    static final List<IdentityRule> DEFAULT = List.of(
            new IdentityRule(
                    null,
                    new Source(Place.COOKIE, "session"),
                    new Source(Place.HEADER, "X-User"),
                    new Source(Place.HEADER, "X-Device-Id"),
                    new Source(Place.HEADER, "X-Session-Issued-At")),
            new IdentityRule(null, new Source(Place.HEADER, "X-Session-Id"), null, null, null));

    public IdentityRule {
        List<Source> sources = Stream.of(session, user, device, issuedAt)
                .filter(Objects::nonNull)
                .toList();
        if (session == null && user == null && device == null) {
            throw new IllegalArgumentException(
                    "an identity rule has neither session, user nor device, expected one of them");
        }
        if (token == null && sources.stream().anyMatch(source -> source.place() == Place.CLAIM)) {
            throw new IllegalArgumentException("an identity rule reads a claim and has no token to read it from");
        }
    }
}
