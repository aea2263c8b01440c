// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.origin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When it happened and when we heard, in microseconds.
 *
 * @param event when it happened; what all windows and decay go by
 * @param recorded when the source wrote it down, where it says so
 * @param ingested when it reached us
 */
public record SignalTimes(
        Instant event, TimeQuality quality, @Nullable Instant recorded, Instant ingested) {
    public SignalTimes {
        event = requireNonNull(event, "event").truncatedTo(ChronoUnit.MICROS);
        requireNonNull(quality, "quality");
        recorded = recorded == null ? null : recorded.truncatedTo(ChronoUnit.MICROS);
        ingested = requireNonNull(ingested, "ingested").truncatedTo(ChronoUnit.MICROS);
    }
}
