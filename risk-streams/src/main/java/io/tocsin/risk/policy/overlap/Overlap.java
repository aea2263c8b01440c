// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.overlap;

import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far what a shadow would have sent is what was sent.
 *
 * @param events by event type, the most frequent first
 * @param complete false where there were more decisions than are looked at
 */
public record Overlap(Instant since, Instant until, List<ByEvent> events, boolean complete) {
    public Overlap {
        events = List.copyOf(events);
    }

    /**
     * One event type.
     *
     * @param both at the same moment, for the same signal
     * @param bothAtOtherTimes for the same principal, within an hour
     */
    public record ByEvent(
            String event, int both, int bothAtOtherTimes, int onlyActive, int onlyShadow, List<Example> examples) {
        public ByEvent {
            examples = List.copyOf(examples);
        }

        int all() {
            return both + bothAtOtherTimes + onlyActive + onlyShadow;
        }
    }

    /** Who would have sent something. */
    public enum Side {
        BOTH_AT_OTHER_TIMES,
        ONLY_ACTIVE,
        ONLY_SHADOW
    }

    /**
     * One of those that differ.
     *
     * @param score as the one that sent it saw it
     * @param rules that counted there, the heaviest first
     * @param withheld why the other side did not, where it decided the same and kept it back
     */
    public record Example(
            Side side,
            CanonicalId principal,
            Instant at,
            String decision,
            double score,
            List<String> rules,
            @Nullable String withheld) {
        public Example {
            rules = List.copyOf(rules);
        }
    }
}
