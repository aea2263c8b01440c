// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.failing;

import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import java.util.concurrent.CompletionStage;

/**
 * What we do to a stream in our own name because of how its deliveries go (SSF 1.0 §8.1.2, §8.1.5). What an operator or
 * the receiver has set is left as it is. Each call completes when it is done, and fails if it could not be.
 */
public interface StreamStops {
    /** How the reason of every pause for failing deliveries begins: by it, after a restart, we know our own. */
    String UNDELIVERABLE = "deliveries fail: ";

    /** Pauses a stream of which nothing is taken; one more of its pauses in a row. */
    CompletionStage<?> pause(String streamId, String reason);

    /** Enables it again, to see whether something is. */
    CompletionStage<?> resume(String streamId, String reason);

    /** Something was: whatever pauses come are counted anew. */
    CompletionStage<?> over(String streamId);

    /** Is the stream stopped because deliveries failed, and so ours to start again? */
    static boolean isOurs(StreamState state) {
        return state.status() == StreamStatus.PAUSED
                && state.by() == StatusSource.TRANSMITTER
                && state.reason() != null
                && state.reason().startsWith(UNDELIVERABLE);
    }
}
