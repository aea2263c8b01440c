// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.day;

import io.tocsin.connectors.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Time that stands still while anybody who lives in it works, and goes on to the next moment somebody waits for when
 * all wait. Who has waited once lives in it. So a slow machine takes longer for a day, and the day is the same.
 */
final class SwiftTime implements Time, AutoCloseable {
    /**
     * How much faster than the machine's time, at most: what comes over a socket takes a moment that nobody waits for.
     */
    private static final long SPEED = 1200;

    private final Instant start;
    private final Set<Thread> living = new HashSet<>();
    private final Map<Thread, Waiter> waiting = new HashMap<>();
    private final Thread ticker = new Thread(this::run, "swift-time");
    private long passed;

    private record Waiter(Object monitor, long until) {}

    SwiftTime(Instant start) {
        this.start = start;
        ticker.setDaemon(true);
    }

    /** Until then it stands still. */
    void go() {
        ticker.start();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos());
    }

    @Override
    public synchronized long nanos() {
        return passed;
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "SynchronizationOnLocalVariableOrMethodParameter"}) // the caller's
    public void await(Object monitor, Duration longest) throws InterruptedException {
        begin(monitor, longest);
        try {
            monitor.wait();
        } finally {
            end();
        }
    }

    @Override
    public <T> T during(Duration longest, Function<Duration, T> call) {
        begin(new Object(), longest);
        try {
            return call.apply(longest.dividedBy(SPEED));
        } finally {
            end();
        }
    }

    private synchronized void begin(Object monitor, Duration longest) {
        living.add(Thread.currentThread());
        waiting.put(Thread.currentThread(), new Waiter(monitor, passed + longest.toNanos()));
        notifyAll();
    }

    private synchronized void end() {
        waiting.remove(Thread.currentThread());
    }

    private void run() {
        try {
            while (true) {
                long next = next();
                // at its own pace, and only if all still wait then
                TimeUnit.NANOSECONDS.sleep((next - nanos()) / SPEED);
                for (Object monitor : advanced(next)) {
                    synchronized (monitor) {
                        monitor.notifyAll();
                    }
                }
            }
        } catch (InterruptedException closed) {
            // nobody needs more of it
        }
    }

    /** The next moment somebody waits for, as soon as all wait. */
    private synchronized long next() throws InterruptedException {
        while (!allWait()) {
            // somebody may end without a word
            wait(20);
        }
        return earliest();
    }

    private synchronized List<Object> advanced(long next) {
        List<Object> due = new ArrayList<>();
        if (allWait() && earliest() == next) {
            passed = Math.max(passed, next);
            waiting.values().removeIf(waiter -> {
                boolean isDue = waiter.until() <= passed;
                if (isDue) {
                    due.add(waiter.monitor());
                }
                return isDue;
            });
        }
        return due;
    }

    private boolean allWait() {
        living.removeIf(thread -> !thread.isAlive());
        waiting.keySet().retainAll(living);
        return !living.isEmpty() && waiting.size() == living.size();
    }

    private long earliest() {
        return waiting.values().stream().mapToLong(Waiter::until).min().orElseThrow();
    }

    @Override
    public void close() {
        ticker.interrupt();
    }
}
