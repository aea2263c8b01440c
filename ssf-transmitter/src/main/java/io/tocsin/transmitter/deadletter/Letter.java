// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is listed.
 *
 * @param id partition and offset in the topic, {@code 2-1045}
 * @param origin who set it aside: {@code stream:} and a stream id, a topic's partition and offset, a connector, …
 * @param bytes how long the body is
 * @param set the SET, with all it takes to send it again; null for what is none
 * @param redriven when it was last sent again, null if never
 */
public record Letter(
        String id,
        String origin,
        String reason,
        Instant at,
        String contentType,
        int bytes,
        @Nullable RejectedSet set,
        @Nullable Instant redriven) {
    Letter redriven(Instant when) {
        return new Letter(id, origin, reason, at, contentType, bytes, set, when);
    }
}
