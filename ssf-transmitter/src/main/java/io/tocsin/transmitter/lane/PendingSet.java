// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.transmitter.lane.order.Urgency;

/**
 * A SET that waits for its end.
 *
 * @param sequence its offset in the outbox: unique and rising within a stream, the same whenever it is read again
 */
public record PendingSet(long sequence, OutboxEntry entry) {
    /** No stream and no principal is called that. */
    private static final String STREAM_ITSELF = "stream-updated";

    public PendingSet {
        requireNonNull(entry, "entry");
    }

    public String jti() {
        return entry.claims().jti();
    }

    public Urgency urgency() {
        return Urgency.of(entry.claims().events().getFirst());
    }

    /** SETs with the same are delivered in order. The stream's own status waits for nothing but itself. */
    public String orderKey() {
        return urgency() == Urgency.STREAM_UPDATED ? STREAM_ITSELF : entry.orderKey();
    }
}
