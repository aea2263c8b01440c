// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.StreamHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * For how long some transmitter has given no sign of life. Nothing heard since the start is silence too: what is known
 * from before may be behind.
 */
public final class Silence {
    private final InstantSource clock;
    private volatile Instant heardUntil = Instant.MIN;

    public Silence(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at all streams; the one heard longest ago counts. */
    public void update(List<StreamHealth> streams) {
        Instant oldest = Instant.MAX;
        for (StreamHealth stream : streams) {
            Instant heard = stream.heard().orElse(Instant.MIN);
            oldest = heard.isBefore(oldest) ? heard : oldest;
        }
        heardUntil = oldest;
    }

    boolean isLongerThan(Duration limit) {
        Instant heard = heardUntil;
        // one that lies further ahead than the limit is from before the clock was set back, and proves nothing
        return heard.equals(Instant.MIN)
                || Duration.between(heard, clock.instant()).abs().compareTo(limit) > 0;
    }
}
