// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.edge.EdgeConfig.OnSilence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Whether every transmitter has given a sign of life of late. Nothing heard since the start is silence too: what is
 * known from before may be behind.
 */
final class Silence {
    private final InstantSource clock;
    private final Duration limit;
    private final OnSilence onSilence;
    private volatile Instant heardUntil = Instant.MIN;

    Silence(InstantSource clock, Duration limit, OnSilence onSilence) {
        this.clock = clock;
        this.limit = limit;
        this.onSilence = onSilence;
    }

    /** Looks at all streams; the one heard longest ago counts. */
    void update(List<StreamHealth> streams) {
        Instant oldest = Instant.MAX;
        for (StreamHealth stream : streams) {
            Instant heard = stream.heard().orElse(Instant.MIN);
            oldest = heard.isBefore(oldest) ? heard : oldest;
        }
        heardUntil = oldest;
    }

    boolean isSilent() {
        Instant heard = heardUntil;
        return heard.equals(Instant.MIN) || clock.instant().isAfter(heard.plus(limit));
    }

    boolean failsClosed() {
        return onSilence == OnSilence.FAIL_CLOSED;
    }

    String mode() {
        return onSilence.word();
    }
}
