// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code delivery} as a receiver asks for it (SSF 1.0 §6.1). */
public sealed interface AskedDelivery {
    /**
     * RFC 8935.
     *
     * @param authorizationHeader the value of the {@code Authorization} field, sent with every push
     */
    record Push(URI endpointUrl, @Nullable Secret authorizationHeader) implements AskedDelivery {}

    /**
     * RFC 8936; also what no {@code delivery} at all means.
     *
     * @param endpointUrl the transmitter's own, where the receiver sends back what it has read
     */
    record Poll(@Nullable String endpointUrl) implements AskedDelivery {}

    /** No {@code delivery} at all. */
    Poll NONE = new Poll(null);

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    static AskedDelivery read(RequestJson delivery) {
        String method = delivery.requiredText("method");
        return switch (method) {
            case Delivery.PUSH_METHOD ->
                new Push(
                        PushUrl.read(delivery.path("endpoint_url"), delivery.requiredText("endpoint_url")),
                        AuthorizationHeader.read(delivery).orElse(null));
            case Delivery.POLL_METHOD ->
                new Poll(delivery.textIfAny("endpoint_url").orElse(null));
            default ->
                throw RejectedException.invalid(delivery.path("method") + " is not supported, expected "
                        + Delivery.PUSH_METHOD + " or " + Delivery.POLL_METHOD);
        };
    }

    /** {@code delivery.authorization_header}. */
    final class AuthorizationHeader {
        private static final int LONGEST = 4096;

        private AuthorizationHeader() {}

        private static Optional<Secret> read(RequestJson delivery) {
            Optional<String> header = delivery.text("authorization_header");
            header.ifPresent(value -> {
                boolean fieldValue = !value.isBlank()
                        && value.strip().length() == value.length()
                        && value.length() <= LONGEST
                        && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
                if (!fieldValue) {
                    throw RejectedException.invalid(delivery.path("authorization_header")
                            + " is no HTTP field value, expected 1 to " + LONGEST + " printable ASCII characters");
                }
            });
            return header.map(Secret::of);
        }
    }
}
