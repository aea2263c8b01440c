// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How SETs taken in before are remembered.
 *
 * @param journal file to keep them in over a restart; absent: in memory only
 * @param retention longer than any transmitter redelivers; default 30 days
 * @param maxEntries beyond it the oldest are forgotten earlier; default 1,000,000, about 150 bytes of memory each
 */
public record SeenSettings(@Nullable Path journal, Duration retention, int maxEntries) {
    public static final SeenSettings IN_MEMORY = new SeenSettings(null, Duration.ofDays(30), 1_000_000);

    public SeenSettings {
        retention = retention == null ? Duration.ofDays(30) : retention;
        maxEntries = maxEntries == 0 ? 1_000_000 : maxEntries;
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention is " + retention + ", expected a positive duration");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("max-entries is " + maxEntries + ", expected at least 1");
        }
    }

    public static SeenSettings onDisk(Path journal) {
        return new SeenSettings(journal, IN_MEMORY.retention(), IN_MEMORY.maxEntries());
    }
}
