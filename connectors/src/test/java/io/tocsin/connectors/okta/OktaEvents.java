// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static io.tocsin.connectors.sample.Samples.ARRIVAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Set;

/** Okta's samples, what they are varied to, and who is in them. */
final class OktaEvents {
    static final OktaEventHook OKTA = new OktaEventHook("acme", true, Set.of("https://hub.acme.example"));
    static final JsonNode DELIVERY = Samples.json("okta/event-hook-delivery.json");
    static final JsonNode LOG = Samples.json("okta/system-log.json");

    static final Entity ALICE = user("00u1fakeALICE0000001", "alice.ng@acme.example", "Alice Ng");
    static final Entity CAROL = user("00u1fakeCAROL0000003", "carol.admin@acme.example", "Carol Admin");
    static final Entity SESSION = new Entity(
            null,
            List.of(
                    okta(IdentifierKind.SESSION_VENDOR_ID, "idxFAKEsessALICE01abcd", Strength.STRONG),
                    okta(IdentifierKind.SESSION_ROOT_ID, "idxFAKEsessALICE01abcd", Strength.MEDIUM)),
            null);

    private OktaEvents() {}

    static Signal logged(String type, String result) {
        return one(event(type, result));
    }

    static Signal one(JsonNode event) {
        return ((Mapped.Signals) OKTA.map(JsonAt.root(event), ARRIVAL))
                .signals()
                .getFirst();
    }

    static ObjectNode event(String type, String result) {
        for (JsonNode event : LOG.at("/data/events")) {
            if (event.get("eventType").textValue().equals(type)
                    && event.at("/outcome/result").textValue().equals(result)) {
                return event.deepCopy();
            }
        }
        throw new AssertionError("no sample of " + type + " " + result);
    }

    static JsonNode target(String type, String id) {
        return Samples.json("okta/event-hook-delivery.json")
                .at("/data/events/0/target/0")
                .<ObjectNode>deepCopy()
                .put("type", type)
                .put("id", id);
    }

    private static Entity user(String id, String login, String name) {
        return new Entity(
                null,
                List.of(
                        okta(IdentifierKind.USER_VENDOR_ID, id, Strength.STRONG),
                        okta(IdentifierKind.USER_LOGIN, login, Strength.MEDIUM),
                        new Identifier(IdentifierKind.USER_EMAIL, "", login, Strength.STRONG)),
                name);
    }

    static Identifier okta(IdentifierKind kind, String value, Strength strength) {
        return new Identifier(kind, "okta:acme", value, strength);
    }
}
