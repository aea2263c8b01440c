// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.time.Time;
import io.tocsin.schemas.connector.ConnectorState.Order;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one reader was told last, and where it waits for more. */
final class Told {
    private @Nullable Order order;
    private boolean woken;

    synchronized void tell(Order told) {
        String before = order == null ? null : order.wake();
        if (!Objects.equals(before, told.wake()) || (order != null && order.paused() && !told.paused())) {
            woken = true;
        }
        order = told;
        notifyAll();
    }

    synchronized boolean isPaused() {
        return order != null && order.paused();
    }

    /** The last order to read anew. */
    synchronized @Nullable String resync() {
        return order == null ? null : order.resync();
    }

    synchronized void awaitResumed() throws InterruptedException {
        while (order != null && order.paused()) {
            wait();
        }
    }

    /** Waits so long, or until something is told that should not wait. */
    synchronized void pause(Duration longest, Time time) throws InterruptedException {
        long end = time.nanos() + longest.toNanos();
        String resync = resync();
        while (!woken && !isPaused() && Objects.equals(resync, resync())) {
            Duration left = Duration.ofNanos(end - time.nanos());
            if (!left.isPositive()) {
                return;
            }
            time.await(this, left);
        }
        woken = false;
    }
}
