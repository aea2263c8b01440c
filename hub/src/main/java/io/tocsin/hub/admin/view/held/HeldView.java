// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.held;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that waits for a ruling.
 *
 * @param id the decision's
 * @param at since when it waits, by event time
 * @param rules whose evidence counted, the heaviest first
 * @param connector whose signal brought it about; absent where no signal did, or it is not found any more
 * @param counted what the breaker had counted: principals revoked within that time, and the most that may be
 */
public record HeldView(
        String id,
        String principal,
        @Nullable String name,
        Instant at,
        String response,
        String policy,
        int version,
        double score,
        String level,
        List<String> rules,
        @Nullable String connector,
        @Nullable Long counted,
        @Nullable Long limit,
        @Nullable String reason) {}
