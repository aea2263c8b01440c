// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.PendingSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a stream held is on its way out of the store, in batches.
 *
 * @param reason short fixed words
 * @param through nothing behind that sequence: it came later
 * @param doneThrough how far it has come
 */
record Clearing(String reason, long through, long doneThrough) {
    static final String DISABLED = "disabled";
    static final String DELETED = "stream deleted";

    Clearing upTo(long sequence) {
        return new Clearing(reason, through, sequence);
    }

    /**
     * A disabled stream holds nothing (SSF 1.0 §8.1.2.1), save the announcement that it is being disabled, for as long
     * as it may leave, and the one that it is being enabled, which is faster than the change itself.
     *
     * @param state null for a stream that is deleted
     */
    static boolean spares(PendingSet set, @Nullable StreamState state, Instant now) {
        return state != null
                && set.entry().claims().events().getFirst() instanceof SsfEvent.StreamUpdated updated
                && (state.status() != StreamStatus.DISABLED
                        || state.announcing(now)
                        || updated.status().equals("enabled"));
    }
}
