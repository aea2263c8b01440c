// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology.running;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a thread of the topology that died, unless they die one after the other: then what kills them does not pass
 * by itself, and an operator has to hear of it.
 */
final class ThreadLosses implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLosses.class);
    private static final int BEARABLE = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Instant> losses = new ArrayDeque<>();

    ThreadLosses(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        losses.addLast(now);
        while (losses.getFirst().isBefore(now.minus(WITHIN))) {
            losses.removeFirst();
        }
        if (losses.size() <= BEARABLE) {
            LOG.error(
                    "a thread of the transmitter's topology died ({} of {}) and is replaced",
                    losses.size(),
                    BEARABLE,
                    failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("{} threads of the transmitter's topology died within {}, giving up", losses.size(), WITHIN, failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
