// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import io.tocsin.connectors.json.JsonAt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in the event stream, which are numbers of three kinds: seconds, milliseconds, and Windows' file times. */
final class FalconTimes {
    /** Seconds since 1970 do not reach it before the year 5138, milliseconds have passed it in 1973. */
    private static final long FIRST_MILLIS = 100_000_000_000L;
    /** Milliseconds do not reach it before the year 5138, file times have passed it in 1917. */
    private static final long FIRST_FILE_TIME = 100_000_000_000_000L;
    /** From 1601 to 1970, in seconds. */
    private static final long FILE_EPOCH = 11_644_473_600L;

    private FalconTimes() {}

    /** Absent where there is no number, or zero, which stands for none. */
    static @Nullable Instant instant(JsonAt value) {
        if (!value.node().isIntegralNumber() || !value.node().canConvertToLong()) {
            return null;
        }
        long number = value.node().longValue();
        if (number <= 0) {
            return null;
        }
        if (number < FIRST_MILLIS) {
            return Instant.ofEpochSecond(number);
        }
        if (number < FIRST_FILE_TIME) {
            return Instant.ofEpochMilli(number);
        }
        return Instant.ofEpochSecond(number / 10_000_000 - FILE_EPOCH, number % 10_000_000 * 100);
    }
}
