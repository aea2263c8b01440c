// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.Subject;
import java.util.Map;

/**
 * The receiver of Google Workspace: revocations of a user's sessions, the user named by e-mail address, both as
 * {@code sub_id} and as {@code subject} in the event, with a timestamp in seconds.
 */
final class GoogleWorkspace implements SetWriter {
    static final SetWriter WRITER = new GoogleWorkspace();

    private static final String NAME = "google-workspace";

    @Override
    public ObjectNode claims(SetClaims claims) {
        Event event = Wording.onlyEvent(NAME, claims);
        if (event.type().isStreamControl()) {
            return SetClaimsJson.write(claims);
        }
        if (!knows(event.type())) {
            throw new InexpressibleException(
                    NAME,
                    "found an event of type " + event.type().shortName() + ", which Google Workspace does not take");
        }
        Subject user = user(claims, event);
        ObjectNode node = SetClaimsJson.write(claims);
        node.set("sub_id", SubjectJson.write(user));
        ObjectNode payload = Wording.payload(node, event);
        payload.set("subject", SubjectJson.write(user));
        Wording.giveTimestamp(payload, claims);
        return node;
    }

    /** It knows its own sessions only, so one session of ours is told as its user's. */
    private static SimpleSubject user(SetClaims claims, Event event) {
        Map<String, SimpleSubject> members = Wording.members(claims.subId(), Wording.principal(event));
        SimpleSubject user = members.get(ComplexSubject.USER);
        if (user == null) {
            throw new InexpressibleException(NAME, "the subject has no user, expected one with an e-mail address");
        }
        return Wording.choose(user, Email.class::isInstance)
                .orElseThrow(() ->
                        new InexpressibleException(NAME, "the user's format is " + user.format() + ", expected email"));
    }

    @Override
    public boolean knows(EventType type) {
        return type.isStreamControl() || type.equals(EventType.SESSION_REVOKED);
    }
}
