// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import io.tocsin.schemas.event.SsfEvent.StreamUpdated;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes in verified SETs, each at least once, events of unknown type too. Called on virtual threads, several at a time.
 */
@FunctionalInterface
public interface SetHandler {
    /**
     * Completes when the SET is safe: only then the transmitter is told that it may forget it. A failure means "not
     * now": the transmitter is left to send the SET again.
     */
    CompletionStage<Void> handle(VerifiedSet set);

    /** Where a handler wants to know what a stream would have been told before; null if it does not. */
    default @Nullable SnapshotHandler snapshots() {
        return null;
    }

    /** A verification event came (SSF 1.0 §8.1.4); it is acknowledged whatever this does. */
    default void verified(String stream) {}

    /** The transmitter changed the status of the stream (SSF 1.0 §8.1.5); it is acknowledged whatever this does. */
    default void streamUpdated(String stream, StreamUpdated event) {}
}
