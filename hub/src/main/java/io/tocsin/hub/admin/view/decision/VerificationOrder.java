// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What of the decision log is to be verified; all of it where neither is given. */
public record VerificationOrder(
        @Nullable Instant from, @Nullable Instant to) {
    public VerificationOrder {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from is not before to");
        }
    }
}
