// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one SET (RFC 8417 §2.2, SSF 1.0 §4.1, §4.2).
 *
 * @param iss issuer, byte for byte that of the transmitter's metadata
 * @param aud one value is written as a string, several as an array; both are read
 * @param iat when the SET was issued; whole seconds when written
 * @param jti unique in the feed; the same on every retransmission
 * @param txn names the underlying cause, the same in every SET of that cause
 * @param toe time of the event, where known apart from the payload's own timestamp
 * @param subId the primary subject
 * @param events one event when sent (SSF 1.0 §4.2.1); several alternatives are read
 * @param other claims this version does not know
 */
public record SetClaims(
        String iss,
        List<String> aud,
        Instant iat,
        String jti,
        @Nullable String txn,
        @Nullable Instant toe,
        Subject subId,
        List<Event> events,
        Members other) {
    public SetClaims {
        requireText("iss", iss);
        requireText("jti", jti);
        requireNonNull(iat, "iat");
        requireNonNull(subId, "subId");
        aud = List.copyOf(aud);
        events = List.copyOf(events);
        requireNonNull(other, "other");
        if (aud.isEmpty()) {
            throw new IllegalArgumentException("SET claim aud is empty, expected at least one audience");
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("SET claim events is empty, expected one event");
        }
    }

    private static void requireText(String claim, String value) {
        if (requireNonNull(value, claim).isEmpty()) {
            throw new IllegalArgumentException("SET claim " + claim + " is empty, expected a value");
        }
    }
}
