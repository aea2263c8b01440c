// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;

/**
 * A revocation, whether or not somebody is told of it.
 *
 * @param txn the story it belongs to
 * @param subject whose sessions are over
 * @param heard when the hub heard of what led to it; from then the time to effect counts
 */
public record Revocation(String tenant, String txn, Subject subject, Instant heard) {
    static Revocation of(SecurityEvent event) {
        Instant ingested = event.stamps().ingested();
        return new Revocation(
                event.principal().tenant(),
                event.txn(),
                event.subject(),
                ingested == null ? event.occurred() : ingested);
    }
}
