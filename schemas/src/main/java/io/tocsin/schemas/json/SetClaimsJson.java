// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a SET from and to JSON (RFC 8417 §2.2, SSF 1.0 §4).
 *
 * <p>Read as well, never written: a subject that is only inside the event ({@code subject}, as before SSF 1.0 Final),
 * fractions of a second, several events. {@code sub} and {@code exp} are read into {@link SetClaims#other()}, where a
 * receiver finds and refuses them, and never written.
 */
public final class SetClaimsJson {
    /** SSF 1.0 §4.1.2, §4.1.7. */
    private static final Set<String> FORBIDDEN = Set.of("sub", "exp");

    private SetClaimsJson() {}

    /** Throws {@link io.tocsin.schemas.MalformedException}. */
    public static SetClaims read(JsonNode node) {
        JsonObject claims = JsonObject.of(node, "claims");
        return new SetClaims(
                claims.text("iss"),
                audience(claims),
                NumericDate.required(claims, "iat"),
                claims.text("jti"),
                claims.optionalText("txn"),
                NumericDate.optional(claims, "toe"),
                subject(claims),
                events(claims),
                claims.rest());
    }

    private static List<String> audience(JsonObject claims) {
        List<String> aud = claims.texts("aud");
        if (aud.isEmpty() || aud.contains("")) {
            throw claims.wrong("aud", "a non-empty string or an array of them");
        }
        return aud;
    }

    private static Subject subject(JsonObject claims) {
        JsonNode subId = claims.take("sub_id");
        if (subId == null) {
            JsonNode inEvent = subjectInEvent(claims.take("events"));
            if (inEvent != null) {
                return SubjectJson.read(inEvent, "claims.events.subject");
            }
        }
        return SubjectJson.read(subId, "claims.sub_id");
    }

    private static @Nullable JsonNode subjectInEvent(@Nullable JsonNode events) {
        if (events != null) {
            for (JsonNode payload : events) {
                if (payload.hasNonNull("subject")) {
                    return payload.get("subject");
                }
            }
        }
        return null;
    }

    private static List<Event> events(JsonObject claims) {
        JsonNode node = claims.take("events");
        if (node == null || !node.isObject() || node.isEmpty() || node.has("")) {
            throw claims.wrong("events", "an object with one event, named by its type");
        }
        List<Event> events = new ArrayList<>(node.size());
        node.properties().forEach(event -> events.add(EventJson.read(new EventType(event.getKey()), event.getValue())));
        return events;
    }

    /** One audience as a string, several as an array; times in whole seconds. */
    public static ObjectNode write(SetClaims claims) {
        ObjectNode node = Json.object().put("iss", claims.iss());
        if (claims.aud().size() == 1) {
            node.put("aud", claims.aud().getFirst());
        } else {
            ArrayNode aud = node.putArray("aud");
            claims.aud().forEach(aud::add);
        }
        node.put("iat", NumericDate.write(claims.iat()));
        node.put("jti", claims.jti());
        if (claims.txn() != null) {
            node.put("txn", claims.txn());
        }
        if (claims.toe() != null) {
            node.put("toe", NumericDate.write(claims.toe()));
        }
        node.set("sub_id", SubjectJson.write(claims.subId()));
        ObjectNode events = node.putObject("events");
        claims.events().forEach(event -> events.set(event.type().uri(), EventJson.write(event)));
        claims.other().values().forEach((name, value) -> {
            if (!FORBIDDEN.contains(name)) {
                node.putIfAbsent(name, value);
            }
        });
        return node;
    }
}
