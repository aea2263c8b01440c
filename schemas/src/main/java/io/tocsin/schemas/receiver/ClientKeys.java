// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** Where a receiver's own public keys are (RFC 7591 §2). */
public sealed interface ClientKeys {
    /** {@code jwks}: a JWK Set as JSON, public keys only. */
    record Inline(String jwks) implements ClientKeys {
        public Inline {
            requireNonNull(jwks, "jwks");
        }
    }

    /** {@code jwks_uri}. */
    record At(URI jwksUri) implements ClientKeys {
        public At {
            if (!"https".equalsIgnoreCase(requireNonNull(jwksUri, "jwks-uri").getScheme())
                    || jwksUri.getHost() == null) {
                throw new IllegalArgumentException("jwks-uri is " + jwksUri + ", expected an https URL");
            }
        }
    }
}
