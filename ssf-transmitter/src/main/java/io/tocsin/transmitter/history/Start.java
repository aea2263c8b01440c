// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.history;

import java.time.Instant;

/** Where to begin reading. */
public sealed interface Start {
    /** With the oldest there is. */
    record Beginning() implements Start {}

    /** At that offset, or the oldest after it that there is. */
    record Offset(long offset) implements Start {}

    /** With the first record that is not older than that. */
    record Time(Instant at) implements Start {}
}
