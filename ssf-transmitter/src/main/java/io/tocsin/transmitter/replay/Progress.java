// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay has come.
 *
 * @param id to ask for it again
 * @param read records of the outbox looked at so far
 * @param enqueued SETs put back into the outbox so far
 * @param problem why it ended early, for people; null otherwise
 */
public record Progress(
        String id,
        String streamId,
        State state,
        long read,
        long enqueued,
        Instant started,
        @Nullable String problem) {
    /** Where a replay is. */
    public enum State {
        RUNNING,
        DONE,
        /** The stream was disabled or deleted, or the transmitter closes. */
        STOPPED,
        FAILED
    }
}
