// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of decisions.
 *
 * @param next what {@code after} has to be for the next page; absent on the last
 */
public record DecisionsView(
        List<DecisionLine> decisions, @Nullable String next) {

    /**
     * A decision in a list.
     *
     * @param principal {@code tenant|KIND|id}
     * @param name one name of the principal; absent where none is known
     * @param at event time
     * @param mode {@code enforce} or {@code shadow}
     * @param version number of the policy; 0 for a file that was never published
     */
    public record DecisionLine(
            String id,
            Instant at,
            String principal,
            @Nullable String name,
            String outcome,
            String cause,
            String response,
            String policy,
            int version,
            String mode,
            String previousLevel,
            String level,
            double score) {}
}
