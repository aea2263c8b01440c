// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again, apart from the event loops, until it is closed. */
final class Timers {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private Timers() {}

    /** Begins each time {@code pause} after the last. What the work throws is logged and does not end it. */
    static AutoCloseable every(Vertx vertx, Duration pause, Runnable work) {
        long id = vertx.setPeriodic(
                pause.toMillis(),
                tick -> Thread.ofVirtual()
                        .name("transmitter-timer")
                        .uncaughtExceptionHandler((thread, failure) ->
                                LOG.error("recurring work failed, it is done again after {}", pause, failure))
                        .start(work));
        return () -> vertx.cancelTimer(id);
    }
}
