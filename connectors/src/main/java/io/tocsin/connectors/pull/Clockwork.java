// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.time.Time;
import io.tocsin.schemas.connector.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Time and chance, as readers need them. */
record Clockwork(InstantSource clock, RandomGenerator random) {

    Instant now() {
        return clock.instant();
    }

    Time time() {
        return Time.of(clock);
    }

    /** Up to a tenth less: connectors that started together must not ask together for ever. */
    Duration jittered(Duration interval) {
        long millis = interval.toMillis();
        return Duration.ofMillis(millis - random.nextLong(millis / 10 + 1));
    }

    Duration backoff(Trouble.Kind kind, int times) {
        return new Backoff(random).after(kind, times);
    }
}
