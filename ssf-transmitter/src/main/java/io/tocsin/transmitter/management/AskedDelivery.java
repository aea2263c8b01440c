// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.DeliveryForm;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code delivery} as a receiver asks for it (SSF 1.0 §6.1), in today's words or those of the drafts. */
public sealed interface AskedDelivery {
    DeliveryForm form();

    /**
     * RFC 8935.
     *
     * @param authorizationHeader the value of the {@code Authorization} field, sent with every push
     */
    record Push(URI endpointUrl, @Nullable Secret authorizationHeader, DeliveryForm form) implements AskedDelivery {}

    /**
     * RFC 8936; also what no {@code delivery} at all means.
     *
     * @param endpointUrl the transmitter's own, where the receiver sends back what it has read
     */
    record Poll(@Nullable String endpointUrl, DeliveryForm form) implements AskedDelivery {}

    /** No {@code delivery} at all. */
    Poll NONE = new Poll(null, DeliveryForm.STANDARD);

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    static AskedDelivery read(RequestJson delivery) {
        String member = !delivery.has("method") && delivery.has(DeliveryForm.LEGACY.methodMember())
                ? DeliveryForm.LEGACY.methodMember()
                : DeliveryForm.STANDARD.methodMember();
        String method = delivery.requiredText(member);
        for (DeliveryForm form : DeliveryForm.values()) {
            if (form.methodMember().equals(member) && method.equals(form.push())) {
                String url = form.urlMember();
                return new Push(
                        PushUrl.read(delivery.path(url), delivery.requiredText(url)),
                        AuthorizationHeader.read(delivery).orElse(null),
                        form);
            }
            if (form.methodMember().equals(member) && method.equals(form.poll())) {
                return new Poll(delivery.textIfAny(form.urlMember()).orElse(null), form);
            }
        }
        throw unsupported(delivery.path(member));
    }

    /** Throws {@link RejectedException} unless a receiver of that dialect may ask in these words. */
    static void requireForm(AskedDelivery asked, Dialect dialect) {
        if (asked.form() != DeliveryForm.STANDARD && !dialect.knowsLegacyDelivery()) {
            throw unsupported("delivery." + asked.form().methodMember());
        }
    }

    private static RejectedException unsupported(String where) {
        return RejectedException.invalid(
                where + " is not supported, expected " + Delivery.PUSH_METHOD + " or " + Delivery.POLL_METHOD);
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
