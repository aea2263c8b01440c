// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for when it creates a stream: the three members it may supply (SSF 1.0 §8.1.1.1). All others are
 * ignored.
 */
public record CreateStream(
        AskedDelivery delivery,
        List<EventType> eventsRequested,
        @Nullable String description) {
    private static final int MAX_EVENTS = 200;
    private static final int MAX_DESCRIPTION = 255;
    private static final int MAX_HEADER = 4096;

    /** {@code delivery} as asked for. */
    public sealed interface AskedDelivery {
        /**
         * RFC 8935.
         *
         * @param authorizationHeader the value of the {@code Authorization} field, sent with every push
         */
        record Push(URI endpointUrl, @Nullable Secret authorizationHeader) implements AskedDelivery {}

        /** Also what no {@code delivery} at all means. */
        record Poll() implements AskedDelivery {}
    }

    public CreateStream {
        eventsRequested = List.copyOf(eventsRequested);
    }

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    public static CreateStream read(RequestJson json) {
        List<EventType> events = json.texts("events_requested").orElse(List.of()).stream()
                .distinct()
                .map(EventType::new)
                .toList();
        if (events.size() > MAX_EVENTS) {
            throw RejectedException.invalid(
                    "events_requested has " + events.size() + " entries, expected at most " + MAX_EVENTS);
        }
        return new CreateStream(
                json.object("delivery").map(CreateStream::readDelivery).orElseGet(AskedDelivery.Poll::new),
                events,
                json.text("description").map(CreateStream::truncated).orElse(null));
    }

    private static AskedDelivery readDelivery(RequestJson delivery) {
        String method = delivery.requiredText("method");
        return switch (method) {
            case Delivery.PUSH_METHOD ->
                new AskedDelivery.Push(
                        PushUrl.read(delivery.path("endpoint_url"), delivery.requiredText("endpoint_url")),
                        readHeader(delivery).orElse(null));
            case Delivery.POLL_METHOD -> new AskedDelivery.Poll();
            default ->
                throw RejectedException.invalid(delivery.path("method") + " is not supported, expected "
                        + Delivery.PUSH_METHOD + " or " + Delivery.POLL_METHOD);
        };
    }

    private static Optional<Secret> readHeader(RequestJson delivery) {
        Optional<String> header = delivery.text("authorization_header");
        header.ifPresent(value -> {
            boolean fieldValue = !value.isBlank()
                    && value.strip().length() == value.length()
                    && value.length() <= MAX_HEADER
                    && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
            if (!fieldValue) {
                throw RejectedException.invalid(delivery.path("authorization_header")
                        + " is no HTTP field value, expected 1 to " + MAX_HEADER + " printable ASCII characters");
            }
        });
        return header.map(Secret::of);
    }

    /** The transmitter may truncate (SSF 1.0 §8.1.1); never between the halves of one character. */
    private static String truncated(String description) {
        if (description.length() <= MAX_DESCRIPTION) {
            return description;
        }
        boolean splits = Character.isHighSurrogate(description.charAt(MAX_DESCRIPTION - 1));
        return description.substring(0, splits ? MAX_DESCRIPTION - 1 : MAX_DESCRIPTION);
    }
}
