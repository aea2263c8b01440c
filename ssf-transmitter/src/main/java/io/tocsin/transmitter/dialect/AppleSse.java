// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import java.util.List;
import java.util.Set;

/**
 * The drafts before SSF 1.0 (SSE 1.0 draft 01), which Apple Business Manager and Apple School Manager read: the subject
 * is inside the event and not beside it, in members by kind of principal, a simple one under that of its event. Events
 * by which a stream speaks of itself have no such place and keep {@code sub_id}.
 */
final class AppleSse implements SetWriter {
    static final SetWriter WRITER = new AppleSse();

    @Override
    public ObjectNode claims(SetClaims claims) {
        Event event = Wording.onlyEvent("apple-sse", claims);
        if (!knows(event.type())) {
            throw new InexpressibleException(
                    "apple-sse",
                    "found an event of type " + event.type().shortName() + ", which the drafts do not have");
        }
        ObjectNode node = SetClaimsJson.write(claims);
        node.remove(List.of("txn", "toe"));
        if (!event.type().isStreamControl()) {
            node.remove("sub_id");
            Wording.payload(node, event)
                    .set("subject", Wording.legacy(Wording.members(claims.subId(), Wording.principal(event))));
        }
        return node;
    }

    /** Those of CAEP draft 02 and RISC draft 01: risk levels and sessions that begin came later. */
    @Override
    public boolean knows(EventType type) {
        return !Set.of(EventType.RISK_LEVEL_CHANGE, EventType.SESSION_ESTABLISHED, EventType.SESSION_PRESENTED)
                .contains(type);
    }
}
