// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.failing;

import io.tocsin.transmitter.push.Backoff;
import java.time.Duration;

/**
 * How long a receiver is tried that takes nothing.
 *
 * @param backoff waits after failures that may pass
 * @param slowBackoff waits after refusals that somebody has to mend
 * @param refusals how many in a row, and
 * @param refusedFor for how long, until the stream is paused
 * @param failedFor how long failures that may pass may go on without a success until the stream is paused
 * @param resume waits until a stream that was paused so is tried again; they grow with each pause without a success
 *     since, and carry no jitter
 */
public record Patience(
        Backoff backoff, Backoff slowBackoff, int refusals, Duration refusedFor, Duration failedFor, Backoff resume) {
    /** How often a stream that was started again is tried before it is paused again. */
    public static final int TRIES_AFTER_RESUME = 3;

    /** Has that gone on for too long? */
    public boolean isOver(Trouble trouble) {
        Duration lasted = Duration.between(trouble.since(), trouble.last());
        boolean tooLong = trouble.refused()
                ? trouble.failures() >= refusals && lasted.compareTo(refusedFor) >= 0
                : lasted.compareTo(failedFor) >= 0;
        return tooLong && hasTried(trouble);
    }

    /** Has a stream that was started again been tried often enough? */
    public boolean hasTried(Trouble trouble) {
        return trouble.sinceResume() >= Math.min(TRIES_AFTER_RESUME, refusals);
    }
}
