// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event to tell receivers of: what a decision emitted, or an operator.
 *
 * @param id the decision's id; the same event sent again has the same id, and each stream's {@code jti} derives from it
 * @param principal whose order it belongs to, and whose tenant
 * @param subject the principal as receivers are told of it
 * @param txn the story it belongs to, see {@link Decision}
 * @param occurred when it happened, by event time; the {@code iat} of every SET made of it
 */
public record SecurityEvent(
        String id,
        CanonicalId principal,
        Subject subject,
        Event event,
        String txn,
        Instant occurred,
        LatencyStamps stamps) {
    public SecurityEvent {
        requireNonNull(id, "id");
        requireNonNull(principal, "principal");
        requireNonNull(subject, "subject");
        requireNonNull(event, "event");
        requireNonNull(txn, "txn");
        occurred = requireNonNull(occurred, "occurred").truncatedTo(ChronoUnit.MICROS);
        requireNonNull(stamps, "stamps");
    }
}
