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
 */
public record IdentityLink(
        Identifier alias, CanonicalId principal, @Nullable CanonicalId mergedInto, String evidence, Instant observed) {
    public IdentityLink {
        requireNonNull(alias, "alias");
        requireNonNull(principal, "principal");
        requireNonNull(evidence, "evidence");
        observed = requireNonNull(observed, "observed").truncatedTo(ChronoUnit.MICROS);
    }
}
