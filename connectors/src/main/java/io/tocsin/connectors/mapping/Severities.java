// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.signal.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Vendors' severities on OCSF's scale. */
public final class Severities {
    private Severities() {}

    /** Of a word that most vendors share; one that nobody knows is unknown. */
    public static Severity of(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "informational", "info", "none" -> Severity.INFORMATIONAL;
            case "low" -> Severity.LOW;
            case "medium" -> Severity.MEDIUM;
            case "high" -> Severity.HIGH;
            case "critical" -> Severity.CRITICAL;
            default -> Severity.UNKNOWN;
        };
    }

    /** Of a number from 0 to 100. */
    public static Severity ofHundred(@Nullable Integer number) {
        if (number == null || number < 0) {
            return Severity.UNKNOWN;
        }
        if (number >= 80) {
            return Severity.CRITICAL;
        }
        if (number >= 60) {
            return Severity.HIGH;
        }
        if (number >= 40) {
            return Severity.MEDIUM;
        }
        return number >= 20 ? Severity.LOW : Severity.INFORMATIONAL;
    }
}
