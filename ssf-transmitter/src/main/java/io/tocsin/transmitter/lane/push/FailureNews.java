// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.failing.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of one receiver that fails: that it begins to, that the reason is another, once an hour that it
 * goes on, and that it is over. A receiver that fails and recovers all the time, or for changing reasons, is spoken of
 * every ten minutes at most, so that a log with thousands of dead receivers can still be read. Not thread-safe, and
 * without a clock of its own.
 */
final class FailureNews {
    private static final Duration STILL = Duration.ofHours(1);
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** What was last said of a receiver that failed. */
    private record Said(String reason, Instant at) {}

    private @Nullable Said said;
    private boolean failing;
    private int waits;

    /**
     * The stream waits before its next push.
     *
     * @return what to say of it, often nothing
     */
    Optional<String> waits(Trouble trouble, Instant now) {
        waits++;
        Said before = said;
        if (before != null) {
            boolean sameNews = failing && trouble.reason().equals(before.reason());
            if (now.isBefore(before.at().plus(sameNews ? STILL : QUIET))) {
                return Optional.empty();
            }
        }
        String news = failing
                ? "still fails: " + trouble.reason() + ", " + trouble.failures() + " failures in a row since "
                        + trouble.since() + ", " + waits + " waits since this was last said"
                : "fails and waits before its next push: " + trouble.reason() + ", " + trouble.failures()
                        + " failures in a row";
        said = new Said(trouble.reason(), now);
        failing = true;
        waits = 0;
        return Optional.of(news);
    }

    /** All that is sent is taken again. What to say of it: nothing if nothing was said of the failure. */
    Optional<String> recovered(Instant now) {
        Said before = said;
        if (!failing || before == null) {
            return Optional.empty();
        }
        failing = false;
        said = new Said(before.reason(), now);
        return Optional.of("is taken again, " + waits + " waits since its failure was last told");
    }
}
