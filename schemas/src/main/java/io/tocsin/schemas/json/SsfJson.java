// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static io.tocsin.schemas.json.EventJson.putIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.SsfEvent.StreamUpdated;
import io.tocsin.schemas.event.SsfEvent.Verification;
import java.util.Map;
import java.util.function.Function;

/** The payloads of SSF 1.0 §8.1.4.1 and §8.1.5. */
final class SsfJson {
    static final Map<EventType, Function<JsonObject, Event>> READERS = Map.of(
            EventType.VERIFICATION, SsfJson::verification,
            EventType.STREAM_UPDATED, SsfJson::streamUpdated);

    private SsfJson() {}

    private static Verification verification(JsonObject payload) {
        return new Verification(payload.optionalText("state"), payload.rest());
    }

    private static StreamUpdated streamUpdated(JsonObject payload) {
        return new StreamUpdated(status(payload), payload.optionalText("reason"), payload.rest());
    }

    /** Some transmitters put the whole status object where its {@code status} belongs. */
    private static String status(JsonObject payload) {
        JsonNode value = payload.take("status");
        String status = value != null && value.isObject()
                ? JsonObject.of(value, payload.where() + ".status").text("status")
                : payload.text("status");
        return switch (status) {
            case "enabled", "paused", "disabled" -> status;
            default -> throw payload.wrongWord("status", "one of enabled, paused, disabled");
        };
    }

    static void write(SsfEvent event, ObjectNode payload) {
        switch (event) {
            case Verification verification -> putIfPresent(payload, "state", verification.state());
            case StreamUpdated updated -> {
                payload.put("status", updated.status());
                putIfPresent(payload, "reason", updated.reason());
            }
        }
    }
}
