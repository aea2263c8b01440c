// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.edge.route.Source.Place;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JWT in the request, out of whose claims a rule reads.
 *
 * @param in cookie or header; {@code Bearer} in front of it is left out, and a value that is no JWT is not looked at
 * @param jwksUri keys that must have signed it; absent: whoever set the header or cookie is believed, which must be a
 *     proxy that has verified the token itself
 * @param trustedCa PEM file of the only authorities trusted for {@code jwksUri}; absent: the platform's
 * @param issuer what {@code iss} must be; absent: any
 * @param audience what {@code aud} must contain; absent: anything
 */
public record TokenSettings(
        Source in,
        @Nullable URI jwksUri,
        @Nullable Path trustedCa,
        @Nullable String issuer,
        @Nullable String audience) {
    public TokenSettings {
        requireNonNull(in, "in");
        if (in.place() == Place.CLAIM) {
            throw new IllegalArgumentException("in is a claim, expected a cookie or a header with the token");
        }
        if (jwksUri != null && (!"https".equalsIgnoreCase(jwksUri.getScheme()) || jwksUri.getHost() == null)) {
            throw new IllegalArgumentException("jwks-uri is \"" + jwksUri + "\", expected an https URL");
        }
    }
}
