// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.connector;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why a vendor's feed is not being read.
 *
 * @param detail what was found and what was expected; holds no secret and nobody's name
 * @param times how often in a row
 * @param since the first of them
 */
public record Trouble(Kind kind, String detail, int times, Instant since) {
    public Trouble {
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        since = requireNonNull(since, "since").truncatedTo(ChronoUnit.MICROS);
    }

    /** What has to be done about it. */
    public enum Kind {
        UNKNOWN,
        /** Credentials or rights are missing: somebody has to mend them. */
        AUTHORIZATION,
        /** Too many questions; it goes on by itself. */
        THROTTLED,
        /** The vendor or the network is away; it goes on by itself. */
        TRANSIENT,
        /** The vendor has forgotten our place; reading began anew, and a gap was marked. */
        CURSOR_INVALID,
        /** The vendor's answer is not what it documents. */
        PROTOCOL,
        /** Kafka, or a defect of ours. */
        OURS
    }
}
