// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.schemas.connector.Trouble;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to leave a vendor alone after it did not answer as it should. */
record Backoff(RandomGenerator random) {

    /** Full jitter, over a time that doubles with each failure in a row. */
    Duration after(Trouble.Kind kind, int times) {
        Duration first = first(kind);
        Duration last = last(kind);
        long most = Math.min(last.toMillis(), first.toMillis() << Math.clamp(times - 1L, 0, 20));
        // at least a tenth, so that a run of small draws does not become an attack
        return Duration.ofMillis(most / 10 + random.nextLong(most - most / 10 + 1));
    }

    private static Duration first(Trouble.Kind kind) {
        return switch (kind) {
            case TRANSIENT, THROTTLED, OURS, UNKNOWN -> Duration.ofSeconds(2);
            case CURSOR_INVALID -> Duration.ofSeconds(1);
            case PROTOCOL -> Duration.ofSeconds(10);
            case AUTHORIZATION -> Duration.ofSeconds(30);
        };
    }

    private static Duration last(Trouble.Kind kind) {
        return switch (kind) {
            case TRANSIENT, THROTTLED, OURS, UNKNOWN, CURSOR_INVALID -> Duration.ofMinutes(5);
            case PROTOCOL, AUTHORIZATION -> Duration.ofMinutes(15);
        };
    }
}
