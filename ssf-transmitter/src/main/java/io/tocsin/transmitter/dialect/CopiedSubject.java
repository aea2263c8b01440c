// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.set.SetClaims;

/**
 * {@code ssf-1.0} with {@code sub_id} once more as {@code subject} in the payload of CAEP and RISC events, where drafts
 * before SSF 1.0 had it: for receivers that look there.
 */
final class CopiedSubject implements SetWriter {
    static final SetWriter WRITER = new CopiedSubject();

    @Override
    public ObjectNode claims(SetClaims claims) {
        Event event = Wording.onlyEvent("ssf-1.0-copied-subject", claims);
        ObjectNode node = SetClaimsJson.write(claims);
        if (!event.type().isStreamControl()) {
            Wording.payload(node, event).set("subject", SubjectJson.write(claims.subId()));
        }
        return node;
    }
}
