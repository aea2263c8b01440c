// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why a response was made, and what could have settled in its way: together with the scoring, all that an outcome is
 * computed from.
 *
 * @param on what the response asks for, and was the case
 * @param settled the level that a rise counts from: the one before the input, what had faded by then taken off
 * @param asOf event time that points are faded to; the decision's own, unless it settles one that was held
 * @param echo the {@code jti} of our own SET that caused the evidence, where one did
 * @param exemption the name of the policy's exemption that covers the principal, where one does
 * @param breaker what the breaker had counted; absent where it does not count: what is no revocation, or was ordered
 *     outright
 */
public record Grounds(
        On on,
        RiskLevel settled,
        Instant asOf,
        @Nullable String echo,
        @Nullable String exemption,
        @Nullable Counted breaker) {
    /** Where somebody decided, not a policy. */
    public static final Grounds ORDERED = of(new On.Ordered(), RiskLevel.UNKNOWN, Instant.EPOCH);

    public Grounds {
        requireNonNull(on, "on");
        requireNonNull(settled, "settled");
        asOf = requireNonNull(asOf, "asOf").truncatedTo(ChronoUnit.MICROS);
    }

    /** Nothing stands in the way. */
    public static Grounds of(On on, RiskLevel settled, Instant asOf) {
        return new Grounds(on, settled, asOf, null, null, null);
    }

    /** What brings a response about. */
    public sealed interface On {
        /** The level rose to this one, or past it. */
        record LevelReached(RiskLevel level) implements On {}

        /** The level fell from this one, or from above it, to below it. */
        record LevelLeft(RiskLevel level) implements On {}

        /** The level is another than receivers know. */
        record LevelChanged() implements On {}

        /** A device's compliance flipped. */
        record ComplianceChanged(ComplianceStatus previous, ComplianceStatus current) implements On {}

        /** A signal said so outright. */
        record Told() implements On {}

        /** This source went quiet, which leaves the principal UNKNOWN. */
        record WentStale(String source) implements On {}

        /** This source speaks again. */
        record HeardAgain(String source) implements On {}

        /** Somebody gave the order. */
        record Ordered() implements On {}
    }

    /**
     * What the breaker had counted where it came closest to its limit.
     *
     * @param by what was counted apart: {@code tenant}, {@code policy} or {@code connector}
     * @param reached principals revoked within that time, this one included
     * @param limit the most that may be
     * @param known principals of that kind that the share is of
     */
    public record Counted(String by, long reached, long limit, long known, Duration within) {
        public Counted {
            requireNonNull(by, "by");
            within = Duration.ofMillis(within.toMillis());
        }

        /** Is this one too many? */
        public boolean tripped() {
            return reached > limit;
        }
    }
}
