// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Event payloads from and to JSON (CAEP 1.0 §3, RISC 1.0 §2, SSF 1.0 §8.1.4, §8.1.5).
 *
 * <p>Reading is tolerant where transmitters are known to differ: times in milliseconds, reasons as plain strings,
 * members nobody defined. It refuses a payload that lacks a required member or has a word outside a closed set. Writing
 * gives exactly what the definitions say.
 */
public final class EventJson {
    private static final Map<EventType, Function<JsonObject, Event>> READERS = new HashMap<>();

    static {
        READERS.putAll(CaepJson.READERS);
        READERS.putAll(RiscJson.READERS);
        READERS.putAll(SsfJson.READERS);
    }

    private EventJson() {}

    /** Throws {@link io.tocsin.schemas.MalformedException}; an unknown type gives an {@link UnknownEvent}. */
    public static Event read(EventType type, @Nullable JsonNode payload) {
        JsonObject object = JsonObject.of(payload, type.shortName());
        Function<JsonObject, Event> reader = READERS.get(type);
        return reader == null ? new UnknownEvent(type, object.rest()) : reader.apply(object);
    }

    /** The payload; {@code {}} for an event without members (RISC 1.0 §2). */
    public static ObjectNode write(Event event) {
        ObjectNode payload = Json.object();
        switch (event) {
            case CaepEvent caep -> CaepJson.write(caep, payload);
            case RiscEvent risc -> RiscJson.write(risc, payload);
            case SsfEvent ssf -> SsfJson.write(ssf, payload);
            case UnknownEvent unknown -> {}
        }
        event.other().values().forEach(payload::putIfAbsent);
        return payload;
    }

    static void putIfPresent(ObjectNode payload, String name, @Nullable String value) {
        if (value != null) {
            payload.put(name, value);
        }
    }
}
