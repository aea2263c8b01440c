// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import io.tocsin.schemas.stream.StreamStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How one stream is doing.
 *
 * @param trouble what keeps it from running; empty while it runs or has not tried yet
 * @param status as the transmitter last said
 * @param heard when the transmitter last showed that this stream works and that nothing is left behind: a poll that
 *     brought all there was, a verification event pushed; a SET pushed, where verification cannot be asked for
 * @param verified when a verification event last came
 */
public record StreamHealth(
        String name,
        Phase phase,
        Optional<String> trouble,
        StreamStatus status,
        Optional<Instant> heard,
        Optional<Instant> verified,
        long accepted,
        long duplicates,
        long rejected) {

    /** From set-up to running; a stream that fails tries again for ever. */
    public enum Phase {
        STARTING,
        RUNNING,
        FAILING,
        STOPPED
    }
}
