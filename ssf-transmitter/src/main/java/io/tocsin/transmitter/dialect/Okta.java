// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.CaepEvent.RiskLevelChange;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Okta's receiver ({@code /security/api/v1/security-events}). It reads the subject inside the event, members without a
 * {@code format} around them; wants one audience, RS256 and a timestamp in seconds; and has words of its own for risk.
 * It knows users and devices but nobody else's sessions: an event about a session is told of its user.
 */
final class Okta implements SetWriter {
    static final SetWriter WRITER = new Okta();

    private static final String NAME = "okta";
    private static final String OWN = "https://schemas.okta.com/secevent/okta/event-type/";
    private static final String USER_RISK = OWN + "user-risk-change";
    private static final String DEVICE_RISK = OWN + "device-risk-change";
    private static final Set<EventType> KNOWN = Set.of(
            EventType.SESSION_REVOKED,
            EventType.DEVICE_COMPLIANCE_CHANGE,
            EventType.RISK_LEVEL_CHANGE,
            EventType.IDENTIFIER_CHANGED);

    @Override
    public ObjectNode claims(SetClaims claims) {
        Event event = Wording.onlyEvent(NAME, claims);
        if (!knows(event.type())) {
            throw new InexpressibleException(
                    NAME, "found an event of type " + event.type().shortName() + ", which Okta does not take");
        }
        if (claims.aud().size() != 1) {
            throw new InexpressibleException(
                    NAME, "aud has " + claims.aud().size() + " values, expected one, the Okta organisation's URL");
        }
        ObjectNode node = Json.object()
                .put("iss", claims.iss())
                .put("aud", claims.aud().getFirst())
                .put("iat", claims.iat().getEpochSecond())
                .put("jti", claims.jti());
        ObjectNode payload = EventJson.write(event);
        String type = event.type().uri();
        if (event instanceof RiskLevelChange change) {
            type = riskType(change);
            payload.remove(List.of("principal", "risk_reason"));
            payload.put("current_level", level(change.currentLevel()));
            payload.put("previous_level", level(change.previousLevel()));
            if (!payload.has("reason_admin") && change.riskReason() != null) {
                payload.putObject("reason_admin").put("en", change.riskReason());
            }
        }
        Wording.giveTimestamp(payload, claims);
        Wording.giveReason(payload, event.type());
        payload.set("subject", Wording.legacy(subject(claims, event)));
        node.putObject("events").set(type, payload);
        return node;
    }

    private static String riskType(RiskLevelChange change) {
        return switch (change.principal()) {
            case "USER" -> USER_RISK;
            case "DEVICE" -> DEVICE_RISK;
            default ->
                throw new InexpressibleException(
                        NAME, "found the risk level of a " + change.principal() + ", expected a USER's or DEVICE's");
        };
    }

    /** Both levels are mandatory there; {@code none} is what it has for a level that nobody knows. */
    private static String level(@Nullable CaepRiskLevel level) {
        return level == null ? "none" : level.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, SimpleSubject> subject(SetClaims claims, Event event) {
        Map<String, SimpleSubject> found = Wording.members(claims.subId(), Wording.principal(event));
        Map<String, SimpleSubject> subject = new TreeMap<>();
        SimpleSubject user = found.get(ComplexSubject.USER);
        if (user != null) {
            // others are acknowledged there, and nothing comes of it
            subject.put(
                    ComplexSubject.USER,
                    Wording.choose(user, Email.class::isInstance)
                            .or(() -> Wording.choose(user, IssSub.class::isInstance))
                            .orElseThrow(() -> new InexpressibleException(
                                    NAME, "the user's format is " + user.format() + ", expected email or iss_sub")));
        }
        SimpleSubject device = found.get(ComplexSubject.DEVICE);
        if (device != null) {
            subject.put(ComplexSubject.DEVICE, device);
        }
        if (subject.isEmpty()) {
            throw new InexpressibleException(NAME, "the subject has no user and no device, expected one of them");
        }
        return subject;
    }

    @Override
    public boolean knows(EventType type) {
        return KNOWN.contains(type);
    }
}
