// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a signals file says of itself.
 *
 * @param tenant whose signals it holds; absent for everybody's
 * @param from the first moment it covers, by record timestamp
 * @param to the first moment it covers no more
 * @param version of the program that wrote it
 * @param origin where the signals come from: a topic, or a generator with its seed
 * @param labels the form of the labels that were made with it, absent where there are none
 */
public record Recording(
        @Nullable String tenant,
        Instant from,
        Instant to,
        String version,
        String origin,
        @Nullable String labels) {
    public Recording {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(version, "version");
        requireNonNull(origin, "origin");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("recording ends at " + to + ", before it begins at " + from);
        }
    }
}
