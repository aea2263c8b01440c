// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shadow would have sent beside what was sent.
 *
 * @param shadow {@code name@number}
 * @param complete false where there were more decisions than are looked at
 */
public record OverlapView(String shadow, Instant since, Instant until, List<EventView> events, boolean complete) {

    /**
     * One event type.
     *
     * @param both at the same moment, for the same signal
     * @param bothAtOtherTimes for the same principal, within an hour
     */
    public record EventView(
            String event, int both, int bothAtOtherTimes, int onlyActive, int onlyShadow, List<ExampleView> examples) {}

    /**
     * One of those that differ.
     *
     * @param side {@code both-at-other-times}, {@code only-active} or {@code only-shadow}
     * @param decision its id, for {@code tocsin explain}
     * @param rules that counted, the heaviest first
     * @param withheld why the other side kept it back, where it decided the same
     */
    public record ExampleView(
            String side,
            String principal,
            Instant at,
            String decision,
            double score,
            List<String> rules,
            @Nullable String withheld) {}
}
