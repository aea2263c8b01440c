// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import io.tocsin.schemas.event.EventType;
import java.util.List;

/** The event types an operator may emit, by their short names or URIs. */
public final class EventNames {
    private EventNames() {}

    /** Throws {@link IllegalArgumentException} for a type that CAEP and RISC do not define. */
    public static EventType parse(String name) {
        return EventType.STANDARD.stream()
                .filter(type -> type.shortName().equals(name) || type.uri().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("event type \"" + name
                        + "\" is not known, expected one of " + String.join(", ", shortNames())));
    }

    public static List<String> shortNames() {
        return EventType.STANDARD.stream().map(EventType::shortName).toList();
    }
}
