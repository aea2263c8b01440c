// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.failing;

import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import java.util.concurrent.CompletionStage;

/**
 * Sets a stream's status in the transmitter's own name (SSF 1.0 §8.1.2, §8.1.5). What an operator or the receiver has
 * set is left as it is.
 */
@FunctionalInterface
public interface StreamStops {
    /** How the reason of every pause for failing deliveries begins: by it, after a restart, we know our own. */
    String UNDELIVERABLE = "deliveries fail: ";

    /** Completes when it is done, and fails if it could not be. */
    CompletionStage<?> set(String streamId, StreamStatus status, String reason);

    /** Is the stream stopped because deliveries failed, and so ours to start again? */
    static boolean isOurs(StreamState state) {
        return state.status() == StreamStatus.PAUSED
                && state.by() == StatusSource.TRANSMITTER
                && state.reason() != null
                && state.reason().startsWith(UNDELIVERABLE);
    }
}
