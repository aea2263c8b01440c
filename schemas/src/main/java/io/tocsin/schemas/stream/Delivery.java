// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a stream's SETs reach its receiver (SSF 1.0 §6.1). */
public sealed interface Delivery {
    /** {@code delivery.method} of {@link Push}. */
    String PUSH_METHOD = "urn:ietf:rfc:8935";

    /** {@code delivery.method} of {@link Poll}. */
    String POLL_METHOD = "urn:ietf:rfc:8936";

    URI endpointUrl();

    String method();

    /**
     * RFC 8935.
     *
     * @param sealedAuthorizationHeader the receiver's {@code authorization_header}, encrypted as a compact JWE before
     *     it comes near a topic
     */
    record Push(URI endpointUrl, @Nullable String sealedAuthorizationHeader) implements Delivery {
        public Push {
            requireNonNull(endpointUrl, "endpointUrl");
        }

        @Override
        public String method() {
            return PUSH_METHOD;
        }

        @Override
        public String toString() {
            return "Push[endpointUrl=" + endpointUrl + "]";
        }
    }

    /** RFC 8936; the URL is the transmitter's. */
    record Poll(URI endpointUrl) implements Delivery {
        public Poll {
            requireNonNull(endpointUrl, "endpointUrl");
        }

        @Override
        public String method() {
            return POLL_METHOD;
        }
    }
}
