// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How often something may be done on one stream: so many times a second, ten times as many in a burst. */
final class ChangeRate {
    private static final int BURST = 10;
    private static final int STREAMS_REMEMBERED = 100_000;

    private final int perSecond;
    private final InstantSource clock;
    private final Cache<String, Level> levels;

    /** @param left how many more there may be at that time */
    private record Level(double left, Instant at) {}

    ChangeRate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.levels = Caffeine.newBuilder().maximumSize(STREAMS_REMEMBERED).build();
    }

    /** Throws {@link RejectedException}, 429, when it is done too often. */
    void count(String streamId) {
        Instant now = clock.instant();
        double most = (double) perSecond * BURST;
        levels.asMap().compute(streamId, (id, level) -> {
            double left = level == null
                    ? most
                    : Math.min(most, level.left() + perSecond * seconds(Duration.between(level.at(), now)));
            if (left < 1) {
                throw new RejectedException(new Rejection.TooManyRequests(
                        Duration.ofMillis((long) Math.ceil((1 - left) * 1000 / perSecond))));
            }
            return new Level(left - 1, now);
        });
    }

    private static double seconds(Duration time) {
        return time.isNegative() ? 0 : time.toNanos() / 1e9;
    }
}
