// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.DeliveryReport.Result;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a SET that tells a receiver of a revocation.
 *
 * @param txn the story it belongs to
 * @param subject whose sessions are over
 * @param heard when the hub heard of what led to the revocation; from then the time to effect counts
 * @param report how it ended; null while it is on its way
 */
public record SetReceipt(
        String streamId,
        String jti,
        String tenant,
        String txn,
        Subject subject,
        Instant heard,
        @Nullable DeliveryReport report) {
    public SetReceipt {
        requireNonNull(streamId, "streamId");
        requireNonNull(jti, "jti");
        requireNonNull(tenant, "tenant");
        requireNonNull(txn, "txn");
        requireNonNull(subject, "subject");
        requireNonNull(heard, "heard");
    }

    static SetReceipt of(OutboxEntry entry) {
        Instant ingested = entry.stamps().ingested();
        String txn = entry.claims().txn();
        return new SetReceipt(
                entry.streamId(),
                entry.claims().jti(),
                CanonicalId.parse(entry.orderKey()).tenant(),
                txn == null ? "" : txn,
                entry.claims().subId(),
                ingested == null ? entry.claims().iat() : ingested,
                null);
    }

    SetReceipt ended(DeliveryReport how) {
        return new SetReceipt(streamId, jti, tenant, txn, subject, heard, how);
    }

    /** Has the receiver acknowledged it? What it then does about the session is its own. */
    public boolean acknowledged() {
        return report != null && report.result() instanceof Result.Acknowledged;
    }

    /** When it was acknowledged, where that is known. */
    public Optional<Instant> acknowledgedAt() {
        return acknowledged()
                ? Optional.ofNullable(requireNonNull(report).stamps().acknowledged())
                : Optional.empty();
    }

    /** From the word that led to it until the acknowledgement; empty while there is none. */
    public Optional<Duration> effect() {
        return acknowledgedAt().map(at -> Duration.between(heard, at));
    }
}
