// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.connectors.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What came and is not committed yet, of all lines of a feed. It is bounded: when it is full nobody reads from the
 * lines, and the vendor has to wait.
 */
final class Backlog {
    private static final int MOST_BYTES = 16 << 20;

    private final Deque<Received> waiting = new ArrayDeque<>();
    private final int most;
    private final Time time;
    private int bytes;
    private boolean woken;

    /** @param most how many records, at most */
    Backlog(int most, Time time) {
        this.most = most;
        this.time = time;
    }

    /** Waits for room. */
    synchronized void put(Received received) throws InterruptedException {
        while (waiting.size() >= most || bytes >= MOST_BYTES) {
            wait();
        }
        waiting.add(received);
        bytes += received.bytes().length;
        notifyAll();
    }

    /** Up to so many, as soon as there is one; none where none came in time, or somebody said not to wait. */
    synchronized List<Received> take(int records, Duration longest) throws InterruptedException {
        long end = time.nanos() + longest.toNanos();
        while (waiting.isEmpty() && !woken) {
            Duration left = Duration.ofNanos(end - time.nanos());
            if (!left.isPositive()) {
                break;
            }
            time.await(this, left);
        }
        List<Received> taken = new ArrayList<>(Math.min(records, waiting.size()));
        while (taken.size() < records && !waiting.isEmpty()) {
            Received next = waiting.remove();
            bytes -= next.bytes().length;
            taken.add(next);
        }
        notifyAll();
        return taken;
    }

    /** From here on nobody waits for records: a line has ended. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }
}
