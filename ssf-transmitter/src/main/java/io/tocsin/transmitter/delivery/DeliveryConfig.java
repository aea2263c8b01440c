// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.delivery;

import io.tocsin.transmitter.lane.failing.Patience;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.PushConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is done about receivers that do not take their SETs.
 *
 * @param heldLimit SETs held for a paused stream at most, the oldest are dropped first; 10,000 if absent
 * @param collapse may a state that waited be left out for a later one of the same subject after an outage or a pause
 *     (SSF 1.0 §8.1.2.1), unless its receiver's registration says otherwise? false if absent
 * @param pauseAfterRefusals a stream whose receiver lets nothing in (401, 403, 404, 410, a certificate, …) is paused
 *     after so many attempts in a row; 10 if absent; and
 * @param pauseAfterRefused after so long; 15 minutes if absent
 * @param pauseAfterFailing a stream is paused when nothing could be delivered for so long, for whatever reason; 24
 *     hours if absent
 * @param resumeAfter how long until a stream that was paused so is tried again, doubled with each further pause up to a
 *     day; 15 minutes if absent
 * @param replayRate SETs a second that a replay or a redrive puts back at most, 1 to 10,000; 500 if absent
 */
public record DeliveryConfig(
        Integer heldLimit,
        Boolean collapse,
        Integer pauseAfterRefusals,
        Duration pauseAfterRefused,
        Duration pauseAfterFailing,
        Duration resumeAfter,
        Integer replayRate) {
    public static final DeliveryConfig DEFAULT = new DeliveryConfig(null, null, null, null, null, null, null);

    private static final Duration LONGEST_RESUME = Duration.ofDays(1);
    /** A receiver that refuses us waits for a person: begin later and end rarer than after passing failures. */
    private static final int SLOWER_FIRST = 32;

    private static final int SLOWER_MAX = 10;

    public DeliveryConfig(
            @Nullable Integer heldLimit,
            @Nullable Boolean collapse,
            @Nullable Integer pauseAfterRefusals,
            @Nullable Duration pauseAfterRefused,
            @Nullable Duration pauseAfterFailing,
            @Nullable Duration resumeAfter,
            @Nullable Integer replayRate) {
        this.heldLimit = heldLimit == null ? 10_000 : heldLimit;
        this.collapse = collapse != null && collapse;
        this.pauseAfterRefusals = pauseAfterRefusals == null ? 10 : pauseAfterRefusals;
        this.pauseAfterRefused = pauseAfterRefused == null ? Duration.ofMinutes(15) : pauseAfterRefused;
        this.pauseAfterFailing = pauseAfterFailing == null ? Duration.ofHours(24) : pauseAfterFailing;
        this.resumeAfter = resumeAfter == null ? Duration.ofMinutes(15) : resumeAfter;
        this.replayRate = replayRate == null ? 500 : replayRate;
        requireBetween("held-limit", this.heldLimit, 1, 10_000_000);
        requireBetween("pause-after-refusals", this.pauseAfterRefusals, 1, 1_000_000);
        requireBetween("replay-rate", this.replayRate, 1, 10_000);
        requirePositive("pause-after-refused", this.pauseAfterRefused);
        requirePositive("pause-after-failing", this.pauseAfterFailing);
        requirePositive("resume-after", this.resumeAfter);
    }

    public Patience patience(PushConfig push) {
        Duration slowMax = push.maxBackoff().multipliedBy(SLOWER_MAX);
        return new Patience(
                new Backoff(push.firstBackoff(), push.maxBackoff()),
                new Backoff(least(push.firstBackoff().multipliedBy(SLOWER_FIRST), slowMax), slowMax),
                pauseAfterRefusals,
                pauseAfterRefused,
                pauseAfterFailing,
                new Backoff(least(resumeAfter, LONGEST_RESUME), LONGEST_RESUME));
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void requireBetween(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "transmitter.delivery." + field + " is " + value + ", expected " + least + " to " + most);
        }
    }

    private static void requirePositive(String field, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "transmitter.delivery." + field + " is " + value + ", expected more than zero");
        }
    }
}
