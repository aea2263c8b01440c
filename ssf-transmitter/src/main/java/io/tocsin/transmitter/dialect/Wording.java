// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent.RiskLevelChange;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Aliases;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.subject.SubjectFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What several dialects need. */
final class Wording {
    /** Said of events that give no reason to receivers that must be given one. */
    private static final Map<EventType, String> DEFAULT_REASON = Map.of(
            EventType.SESSION_REVOKED, "Session revoked",
            EventType.CREDENTIAL_CHANGE, "Credential changed",
            EventType.DEVICE_COMPLIANCE_CHANGE, "Device compliance changed",
            EventType.RISK_LEVEL_CHANGE, "Risk level changed");

    private static final Set<EventType> OF_IDENTIFIERS =
            Set.of(EventType.IDENTIFIER_CHANGED, EventType.IDENTIFIER_RECYCLED);
    private static final Set<SubjectFormat> IDENTIFIERS = Set.of(SubjectFormat.EMAIL, SubjectFormat.PHONE_NUMBER);

    private Wording() {}

    /**
     * The one event of a SET, which must be one that a transmitter may send: not deprecated (RISC 1.0 §2.11), and what
     * is said of an identifier said of an identifier (RISC 1.0 §2.5, §2.6).
     */
    static Event onlyEvent(String dialect, SetClaims claims) {
        if (claims.events().size() != 1) {
            throw new InexpressibleException(
                    dialect, "found " + claims.events().size() + " events, expected exactly one");
        }
        Event event = claims.events().getFirst();
        if (event.type().equals(EventType.SESSIONS_REVOKED)) {
            throw new InexpressibleException(dialect, "sessions-revoked is deprecated, expected session-revoked");
        }
        if (OF_IDENTIFIERS.contains(event.type())
                && !IDENTIFIERS.contains(claims.subId().format())) {
            throw new InexpressibleException(
                    dialect,
                    event.type().shortName() + " is about a subject of format "
                            + claims.subId().format() + ", expected email or phone_number");
        }
        return event;
    }

    /** The payload of that event in the claims. */
    static ObjectNode payload(ObjectNode claims, Event event) {
        return (ObjectNode) claims.path("events").path(event.type().uri());
    }

    /** {@code reason_admin} where it is missing; nobody is left uninformed because nobody wrote a reason. */
    static void giveReason(ObjectNode payload, EventType type) {
        String reason = DEFAULT_REASON.get(type);
        if (reason != null && !payload.has("reason_admin")) {
            payload.putObject("reason_admin").put("en", reason);
        }
    }

    /** {@code event_timestamp} in seconds; the time the SET was issued where the event has none. */
    static void giveTimestamp(ObjectNode payload, SetClaims claims) {
        JsonNode known = payload.path("event_timestamp");
        if (!known.isNumber()) {
            payload.put("event_timestamp", claims.iat().getEpochSecond());
        }
    }

    /** The members of a subject by name. A simple one is that of {@code simple}: whoever the event is about. */
    static Map<String, SimpleSubject> members(Subject subject, String simple) {
        return switch (subject) {
            case ComplexSubject complex -> complex.members();
            case SimpleSubject one -> Map.of(simple, one);
        };
    }

    /** The subject before SSF 1.0: members without a {@code format} around them (SSE draft 01 §3). */
    static ObjectNode legacy(Map<String, SimpleSubject> members) {
        ObjectNode node = Json.object();
        members.forEach((name, member) -> node.set(name, SubjectJson.write(member)));
        return node;
    }

    /** The identifier itself, or the first good one of its aliases. */
    static Optional<SimpleSubject> choose(SimpleSubject identifier, Predicate<SimpleSubject> good) {
        List<SimpleSubject> all = identifier instanceof Aliases aliases ? aliases.identifiers() : List.of(identifier);
        return all.stream().filter(good).findFirst();
    }

    /** Whom an event with a simple subject is about. */
    static String principal(Event event) {
        if (event.type().equals(EventType.DEVICE_COMPLIANCE_CHANGE)) {
            return ComplexSubject.DEVICE;
        }
        if (event instanceof RiskLevelChange change) {
            return switch (change.principal()) {
                case "DEVICE" -> ComplexSubject.DEVICE;
                case "SESSION" -> ComplexSubject.SESSION;
                case "TENANT" -> ComplexSubject.TENANT;
                case "ORG_UNIT" -> ComplexSubject.ORG_UNIT;
                case "GROUP" -> ComplexSubject.GROUP;
                default -> ComplexSubject.USER;
            };
        }
        return ComplexSubject.USER;
    }
}
