// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.history;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** No more than so many a second, evenly; for one thread, which waits. */
public final class Throttle {
    private final long nanosEach;
    private long next = System.nanoTime();

    /** @param perSecond 1 or more */
    public Throttle(int perSecond) {
        this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when one more may go, or at once if the thread is interrupted. */
    public void pass() {
        while (next - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(next - System.nanoTime());
        }
        next = Math.max(next, System.nanoTime()) + nanosEach;
    }
}
