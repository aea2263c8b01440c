// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a stream's SETs reach its receiver (SSF 1.0 §6.1). */
public sealed interface Delivery {
    /** {@code delivery.method} of {@link Push} in the standard's words. */
    String PUSH_METHOD = "urn:ietf:rfc:8935";

    /** {@code delivery.method} of {@link Poll} in the standard's words. */
    String POLL_METHOD = "urn:ietf:rfc:8936";

    URI endpointUrl();

    /** In which words its receiver asked for it. */
    DeliveryForm form();

    /** The URI of the method, in those words. */
    String method();

    /**
     * RFC 8935.
     *
     * @param sealedAuthorizationHeader the receiver's {@code authorization_header}, encrypted as a compact JWE before
     *     it comes near a topic
     */
    record Push(URI endpointUrl, @Nullable String sealedAuthorizationHeader, DeliveryForm form) implements Delivery {
        public Push {
            requireNonNull(endpointUrl, "endpointUrl");
            requireNonNull(form, "form");
        }

        /** In the standard's words. */
        public Push(URI endpointUrl, @Nullable String sealedAuthorizationHeader) {
            this(endpointUrl, sealedAuthorizationHeader, DeliveryForm.STANDARD);
        }

        @Override
        public String method() {
            return form.push();
        }

        @Override
        public String toString() {
            return "Push[endpointUrl=" + endpointUrl + "]";
        }
    }

    /** RFC 8936; the URL is the transmitter's. */
    record Poll(URI endpointUrl, DeliveryForm form) implements Delivery {
        public Poll {
            requireNonNull(endpointUrl, "endpointUrl");
            requireNonNull(form, "form");
        }

        /** In the standard's words. */
        public Poll(URI endpointUrl) {
            this(endpointUrl, DeliveryForm.STANDARD);
        }

        @Override
        public String method() {
            return form.poll();
        }
    }
}
