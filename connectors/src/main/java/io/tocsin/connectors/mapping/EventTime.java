// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.signal.SignalType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A vendor's times, made safe: windows and decay go by them. */
public final class EventTime {
    /** How far ahead of ours a vendor's clock may be. */
    static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Nothing we read happened before; vendors write 0001-01-01 and 1970-01-01 for "no time". */
    private static final Instant PLAUSIBLE = Instant.parse("2000-01-01T00:00:00Z");

    private EventTime() {}

    /**
     * The times of a signal.
     *
     * @param event when the vendor says it happened: too far ahead is clamped to the arrival, missing or before this
     *     century is taken for not given
     */
    public static SignalTimes of(@Nullable Instant event, @Nullable Instant recorded, Instant arrival) {
        if (event == null || event.isBefore(PLAUSIBLE)) {
            return new SignalTimes(arrival, TimeQuality.RECEIVED, recorded, arrival);
        }
        if (event.isAfter(arrival.plus(MAX_SKEW))) {
            return new SignalTimes(arrival, TimeQuality.CLAMPED, recorded, arrival);
        }
        return new SignalTimes(event, TimeQuality.VENDOR_EVENT, recorded, arrival);
    }

    /**
     * The times of a finding: a new one is of when it happened, where that is said, and a change is of when it was
     * made.
     */
    public static SignalTimes ofFinding(SignalType type, @Nullable Instant happened, Instant updated, Instant arrival) {
        return of(type == SignalType.THREAT_DETECTED && happened != null ? happened : updated, updated, arrival);
    }

    /** An ISO 8601 time with its offset. */
    public static Instant requireIso(JsonAt value) {
        Instant instant = iso(value);
        if (instant == null) {
            throw value.unexpected("a time with its offset (ISO 8601)");
        }
        return instant;
    }

    public static @Nullable Instant iso(JsonAt value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notIso) {
            return null;
        }
    }
}
