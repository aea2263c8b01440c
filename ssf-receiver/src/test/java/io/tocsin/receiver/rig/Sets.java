// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.EventType;
import java.time.Instant;

/** Payloads of SETs, as trees to be bent. */
public final class Sets {
    public static final String AUDIENCE = "https://rx.example.net";

    private Sets() {}

    public static ObjectNode payload(String issuer, String jti, Instant iat, EventType type) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("iss", issuer)
                .put("aud", AUDIENCE)
                .put("iat", iat.getEpochSecond())
                .put("jti", jti);
        payload.putObject("events").putObject(type.uri());
        return payload;
    }

    /** A revocation of one session. */
    public static ObjectNode sessionRevoked(String issuer, String jti, Instant iat, String session) {
        ObjectNode payload = payload(issuer, jti, iat, EventType.SESSION_REVOKED);
        payload.put("txn", "txn-" + jti);
        ObjectNode subject = payload.putObject("sub_id").put("format", "complex");
        subject.putObject("session").put("format", "opaque").put("id", session);
        ((ObjectNode) payload.path("events").path(EventType.SESSION_REVOKED.uri()))
                .put("event_timestamp", iat.getEpochSecond());
        return payload;
    }

    /** A stream speaking of itself. */
    public static ObjectNode ofStream(String issuer, String jti, Instant iat, EventType type, String streamId) {
        ObjectNode payload = payload(issuer, jti, iat, type);
        payload.putObject("sub_id").put("format", "opaque").put("id", streamId);
        return payload;
    }

    public static ObjectNode event(ObjectNode payload) {
        return (ObjectNode) payload.path("events").elements().next();
    }
}
