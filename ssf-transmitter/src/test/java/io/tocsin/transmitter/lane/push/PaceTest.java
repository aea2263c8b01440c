// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void withoutALimitThereIsNone() {
        Pace pace = new Pace();
        pace.accepted(START);

        assertThat(pace.permits(START)).isGreaterThan(1_000_000);
        assertThat(pace.unlimited()).isTrue();
    }

    /**
     * A receiver that allows so many a window and answers 429 with the rest of the window as Retry-After, at least 1 s.
     */
    @ParameterizedTest(name = "{0} in {1} s")
    @CsvSource({"10,1", "1,1", "100,1", "30,6", "60,60", "500,1"})
    @Requirement({"A-31", "PUSH-2-5"})
    void overAMinuteAReceiverNeverSeesMoreThanItAllows(int allowed, int window) {
        Pace pace = new Pace();
        Instant now = START;
        Instant quiet = START;
        Instant windowEnd = START.plusSeconds(window);
        int inWindow = 0;
        Deque<Instant> seen = new ArrayDeque<>();
        long accepted = 0;
        boolean first = true;
        for (int millis = 0; millis < 600_000; millis++) {
            now = now.plusMillis(1);
            if (!now.isBefore(windowEnd)) {
                windowEnd = windowEnd.plusSeconds(window);
                inWindow = 0;
            }
            while (!seen.isEmpty() && !seen.peekFirst().isAfter(now.minusSeconds(60))) {
                seen.removeFirst();
            }
            if (now.isBefore(quiet)) {
                continue;
            }
            int go = Math.min(first ? 32 : 1, pace.permits(now));
            pace.left(go);
            first &= go == 0;
            for (int i = 0; i < go; i++) {
                seen.addLast(now);
                if (inWindow < allowed) {
                    inWindow++;
                    accepted++;
                    pace.accepted(now);
                } else {
                    long wait = Math.max(1, Duration.between(now, windowEnd).toSeconds() + 1);
                    pace.throttled(now, Duration.ofSeconds(wait));
                    quiet = now.plusSeconds(wait);
                }
            }
            // what we could not know is the first moment
            int surprise = 32;
            assertThat(seen.size()).isLessThanOrEqualTo(allowed * 60 / window + surprise);
        }
        assertThat(accepted).as("most of what is allowed is used").isGreaterThan(allowed * 600L / window / 2);
    }

    @Test
    void aLimitThatIsGoneIsForgotten() {
        Pace pace = new Pace();
        pace.accepted(START);
        pace.throttled(START, Duration.ofSeconds(1));
        assertThat(pace.unlimited()).isFalse();

        assertThat(pace.permits(START.plus(Duration.ofMinutes(30)))).isPositive();

        assertThat(pace.unlimited()).isTrue();
    }
}
