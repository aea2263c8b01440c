// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.event.EventType;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.util.List;
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

    public CreateStream {
        eventsRequested = List.copyOf(eventsRequested);
    }

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    public static CreateStream read(RequestJson json) {
        return new CreateStream(delivery(json), eventsRequested(json), description(json));
    }

    /** Poll if absent. */
    static AskedDelivery delivery(RequestJson json) {
        return json.object("delivery").map(AskedDelivery::read).orElse(AskedDelivery.NONE);
    }

    /** Nothing if absent. */
    static List<EventType> eventsRequested(RequestJson json) {
        List<EventType> events = json.texts("events_requested").orElse(List.of()).stream()
                .distinct()
                .map(EventType::new)
                .toList();
        if (events.size() > MAX_EVENTS) {
            throw RejectedException.invalid(
                    "events_requested has " + events.size() + " entries, expected at most " + MAX_EVENTS);
        }
        return events;
    }

    static @Nullable String description(RequestJson json) {
        return json.text("description").map(CreateStream::truncated).orElse(null);
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
