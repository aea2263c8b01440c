// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces threads that died, a few times: what a record runs into once may be gone the next time. One that kills each
 * thread anew is a bug that only a restart with another version mends, so the program must stop and say so.
 */
final class ThreadLosses implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadLosses.class);
    private static final int MAX = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Instant> losses = new ArrayDeque<>();

    ThreadLosses(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Instant now = clock.instant();
        losses.addLast(now);
        while (losses.getFirst().isBefore(now.minus(WITHIN))) {
            losses.removeFirst();
        }
        if (losses.size() > MAX) {
            log.error("risk: {} threads lost within {}, giving up", losses.size(), WITHIN, exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.error("risk: a thread was lost ({} of {}) and is replaced", losses.size(), MAX, exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
