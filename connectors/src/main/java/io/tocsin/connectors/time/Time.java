// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** A clock that can be waited for. */
public interface Time extends InstantSource {
    /** Nanoseconds since some moment, for differences; never goes back, whatever is done to the clock. */
    long nanos();

    /**
     * Waits as {@link Object#wait(long)} does: until somebody notifies, or so long by this time; it may return early.
     *
     * @param monitor the caller holds it
     */
    void await(Object monitor, Duration longest) throws InterruptedException;

    /**
     * Calls what waits by itself.
     *
     * @param longest how long it may wait by this time
     * @param call is told how long that is by the machine's
     */
    <T> T during(Duration longest, Function<Duration, T> call);

    /** Waits so long. */
    default void sleep(Duration time) throws InterruptedException {
        Object nobody = new Object();
        long end = nanos() + time.toNanos();
        synchronized (nobody) {
            for (long left = end - nanos(); left > 0; left = end - nanos()) {
                await(nobody, Duration.ofNanos(left));
            }
        }
    }

    /** The machine's time beside a clock that cannot be waited for. */
    static Time of(InstantSource clock) {
        return clock instanceof Time time ? time : new MachineTime(clock);
    }
}
