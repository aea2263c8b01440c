// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One alias of one principal.
 *
 * @param mergedInto where the alias' principal went when two turned out to be one
 * @param evidence the signal that said so
 * @param until when it stopped to be an alias of that principal, by event time; absent while it is
 * @param demoted it was seen on too many principals to prove anything any more
 */
public record IdentityLink(
        Identifier alias,
        CanonicalId principal,
        @Nullable CanonicalId mergedInto,
        String evidence,
        Instant observed,
        @Nullable Instant until,
        boolean demoted) {
    public IdentityLink {
        requireNonNull(alias, "alias");
        requireNonNull(principal, "principal");
        requireNonNull(evidence, "evidence");
        observed = requireNonNull(observed, "observed").truncatedTo(ChronoUnit.MICROS);
        until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    }

    /** An alias that is one. */
    public IdentityLink(
            Identifier alias,
            CanonicalId principal,
            @Nullable CanonicalId mergedInto,
            String evidence,
            Instant observed) {
        this(alias, principal, mergedInto, evidence, observed, null, false);
    }
}
