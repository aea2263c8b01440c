// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.failing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one stream's delivery is doing.
 *
 * @param backlog SETs without an end; at least that many while a large store is still being read
 * @param oldest when the oldest of them was enqueued, to a few seconds; null if there is none
 * @param inFlight pushes under way, or SETs handed to a poll and not acknowledged
 * @param circuit {@code closed}, {@code open} while nothing is tried, {@code half-open} while few are
 * @param trouble why nothing is taken, null if all is well
 * @param nextAttempt when the next SET may be tried, null if nothing waits for time to pass
 */
public record LaneHealth(
        long backlog,
        @Nullable Instant oldest,
        int inFlight,
        String circuit,
        @Nullable Trouble trouble,
        @Nullable Instant nextAttempt) {
    /** Of a stream that has nothing to deliver and is not failing. */
    public static final LaneHealth IDLE = new LaneHealth(0, null, 0, "closed", null, null);

    public LaneHealth with(long backlogNow, @Nullable Instant oldestNow) {
        return new LaneHealth(backlogNow, oldestNow, inFlight, circuit, trouble, nextAttempt);
    }
}
