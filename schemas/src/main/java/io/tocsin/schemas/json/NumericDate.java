// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Seconds since the epoch as a JSON number (RFC 7519 §2); fractions are read to the microsecond, never written. */
public final class NumericDate {
    /** 9999-12-31T23:59:59Z. */
    private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(253_402_300_799L);

    /** Above this, seconds would be in the year 5138 and later: such a value is in milliseconds. */
    private static final BigDecimal LATEST_PLAUSIBLE_SECOND = BigDecimal.valueOf(100_000_000_000L);

    private static final int MAX_DECIMALS = 30;

    private NumericDate() {}

    /** Throws {@link io.tocsin.schemas.MalformedException} if absent. */
    public static Instant required(JsonObject object, String name) {
        Instant time = read(object, name, false);
        if (time == null) {
            throw object.wrong(name, "a number of seconds since the epoch");
        }
        return time;
    }

    public static @Nullable Instant optional(JsonObject object, String name) {
        return read(object, name, false);
    }

    /** As {@link #optional}, and takes numbers above 10^11 for the milliseconds that some transmitters send. */
    public static @Nullable Instant optionalInSecondsOrMillis(JsonObject object, String name) {
        return read(object, name, true);
    }

    public static long write(Instant time) {
        return time.getEpochSecond();
    }

    private static @Nullable Instant read(JsonObject object, String name, boolean millisPossible) {
        JsonNode value = object.take(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw object.wrong(name, "a number of seconds since the epoch");
        }
        BigDecimal seconds = value.decimalValue();
        // Compared before anything is computed: 1e999999999 is a short number and a long calculation.
        if (seconds.signum() < 0
                || seconds.scale() > MAX_DECIMALS
                || seconds.compareTo(LATEST_SECOND.scaleByPowerOfTen(3)) > 0) {
            throw object.wrong(name, "seconds since the epoch, from 1970 to 9999");
        }
        if (seconds.signum() == 0) {
            return Instant.EPOCH;
        }
        if (millisPossible && seconds.compareTo(LATEST_PLAUSIBLE_SECOND) > 0) {
            seconds = seconds.scaleByPowerOfTen(-3);
        }
        if (seconds.compareTo(LATEST_SECOND) > 0) {
            throw object.wrong(name, "seconds since the epoch, from 1970 to 9999");
        }
        long micros = seconds.setScale(6, RoundingMode.FLOOR).unscaledValue().longValueExact();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
