// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.stream.OutboxEntry;

/**
 * A SET that waits for its end.
 *
 * @param sequence its offset in the outbox: unique and rising within a stream, the same whenever it is read again
 */
public record PendingSet(long sequence, OutboxEntry entry) {
    public PendingSet {
        requireNonNull(entry, "entry");
    }

    public String jti() {
        return entry.claims().jti();
    }
}
