// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.history;

import java.time.Instant;
import java.util.Map;

/** Where to begin reading. */
public sealed interface Start {
    /** With the oldest there is. */
    record Beginning() implements Start {}

    /** At that offset, or the oldest after it that there is. */
    record Offset(long offset) implements Start {}

    /** At these offsets by partition, or the oldest after them that there is; all of a partition that is not named. */
    record Offsets(Map<Integer, Long> offsets) implements Start {
        public Offsets {
            offsets = Map.copyOf(offsets);
        }
    }

    /** With the first record that is not older than that. */
    record Time(Instant at) implements Start {}
}
