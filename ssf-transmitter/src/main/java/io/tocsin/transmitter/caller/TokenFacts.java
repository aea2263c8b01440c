// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.client.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says that its issuer vouches for.
 *
 * @param clientId as the issuer calls the client
 * @param tokenId {@code jti}
 * @param issued {@code iat}
 * @param boundTo {@code cnf.x5t#S256} (RFC 8705 §3.1): the certificate that the caller must have
 */
record TokenFacts(
        String issuer,
        String clientId,
        Set<Scope> scopes,
        @Nullable String tokenId,
        @Nullable Instant issued,
        @Nullable String boundTo) {
    TokenFacts {
        requireNonNull(issuer, "issuer");
        requireNonNull(clientId, "clientId");
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "[token of " + issuer + "]";
    }
}
