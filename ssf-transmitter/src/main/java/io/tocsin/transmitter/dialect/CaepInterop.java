// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.Subject;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CAEP interoperability profile, draft 01: RS256 (§2.6), subjects in three formats (§2.5), exactly one event
 * (§2.8.1), and a reason for administrators in the events of its use cases (§3). A missing reason is replaced by a
 * general one. A complex subject of a user alone becomes that user; one that says more stays as it is, member by member
 * in the three formats, since leaving a member out would revoke more than was decided.
 */
final class CaepInterop implements SetWriter {
    static final SetWriter WRITER = new CaepInterop();

    private static final String NAME = "caep-interop";

    @Override
    public ObjectNode claims(SetClaims claims) {
        Event event = Wording.onlyEvent(NAME, claims);
        SetClaims narrowed = new SetClaims(
                claims.iss(),
                claims.aud(),
                claims.iat(),
                claims.jti(),
                claims.txn(),
                claims.toe(),
                event.type().isStreamControl() ? claims.subId() : narrowed(claims.subId()),
                claims.events(),
                claims.other());
        ObjectNode node = SetClaimsJson.write(narrowed);
        Wording.giveReason(Wording.payload(node, event), event.type());
        return node;
    }

    private static Subject narrowed(Subject subject) {
        return switch (subject) {
            case SimpleSubject simple -> narrowed("sub_id", simple);
            case ComplexSubject complex -> {
                Map<String, SimpleSubject> members = new TreeMap<>();
                complex.members().forEach((name, member) -> members.put(name, narrowed("sub_id." + name, member)));
                SimpleSubject user = members.get(ComplexSubject.USER);
                yield members.size() == 1 && user != null ? user : new ComplexSubject(members);
            }
        };
    }

    private static SimpleSubject narrowed(String where, SimpleSubject identifier) {
        return Wording.choose(identifier, id -> id instanceof Email || id instanceof IssSub || id instanceof Opaque)
                .orElseThrow(() -> new InexpressibleException(
                        NAME, where + " has format " + identifier.format() + ", expected email, iss_sub or opaque"));
    }
}
