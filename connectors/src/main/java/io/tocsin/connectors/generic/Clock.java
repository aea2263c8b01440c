// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.TimeSpec;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.EventTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@link TimeSpec}, checked. */
record Clock(JsonPointer at, Format format) {
    /** Numbers with a fraction may come out of the parser in exponents. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?(E\\d{1,2})?");

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    /** The year 9999 in seconds: beyond it is no time. */
    private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);

    private enum Format {
        ISO,
        EPOCH_SECONDS,
        EPOCH_MILLIS
    }

    static @Nullable Clock of(Key key, @Nullable TimeSpec spec) {
        if (spec == null) {
            return null;
        }
        String format = spec.format();
        return new Clock(
                key.get("at").pointer(spec.at()),
                format == null ? Format.ISO : key.get("format").constant(Format.class, format));
    }

    /** Absent where the record has no time; throws where what stands there is none. */
    @Nullable
    Instant of(JsonAt record) {
        JsonAt value = record.at(at);
        if (value.isAbsent()) {
            return null;
        }
        return switch (format) {
            case ISO -> EventTime.requireIso(value);
            case EPOCH_SECONDS -> instant(value, decimal(value));
            case EPOCH_MILLIS -> instant(value, decimal(value).movePointLeft(3));
        };
    }

    private static Instant instant(JsonAt value, BigDecimal seconds) {
        if (seconds.signum() < 0 || seconds.compareTo(LAST) > 0) {
            throw value.unexpected("a time since 1970 in the configured unit");
        }
        long micros = seconds.multiply(MILLION).longValue();
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    /** A number, or a text that is one. */
    private static BigDecimal decimal(JsonAt value) {
        String text = value.node().isNumber() ? value.node().asText() : value.text();
        if (text == null || !NUMBER.matcher(text).matches()) {
            throw value.unexpected("a number of at most 18 digits");
        }
        return new BigDecimal(text);
    }
}
