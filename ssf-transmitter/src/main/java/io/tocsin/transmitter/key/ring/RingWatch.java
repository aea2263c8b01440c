// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tends the keys every so often, on a thread of its own. */
public final class RingWatch implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("transmitter-keys").daemon().factory());

    public RingWatch(SigningKeys keys, Duration every) {
        var unused =
                thread.scheduleWithFixedDelay(keys::tend, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
