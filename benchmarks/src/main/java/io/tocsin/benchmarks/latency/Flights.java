// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.latency;

import io.tocsin.benchmarks.load.Arrival;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * What was sent when, and what came back of it. Sessions are numbered from 0 in the order of sending; times are those
 * of {@link System#nanoTime()} in this process, so only one clock is involved.
 */
final class Flights {
    /** The longest that is told apart, in microseconds: a minute. */
    private static final long LONGEST_MICROS = 60_000_000;

    private final AtomicLongArray due;
    private final AtomicLongArray accepted;
    private final AtomicLongArray arrived;
    private final Map<String, String> jtiBySession = new ConcurrentHashMap<>();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final CountDownLatch missing;

    Flights(int count) {
        due = new AtomicLongArray(count);
        accepted = new AtomicLongArray(count);
        arrived = new AtomicLongArray(count);
        missing = new CountDownLatch(count);
    }

    /** The moment the schedule wanted it sent; a sender that falls behind does not make the hub look faster. */
    void due(int number, long nanos) {
        due.set(number, nanos);
    }

    void accepted(int number, long nanos) {
        accepted.set(number, nanos);
    }

    /** Counts a second SET for the same session: with the same {@code jti} a repeat, with another one a duplicate. */
    void arrived(int number, Arrival arrival) {
        String former = jtiBySession.putIfAbsent(arrival.session(), arrival.jti());
        if (former == null) {
            arrived.set(number, arrival.nanos());
            missing.countDown();
        } else if (former.equals(arrival.jti())) {
            repeats.incrementAndGet();
        } else {
            duplicates.incrementAndGet();
        }
    }

    /** Waits for all to arrive, at most so long; how many did not. */
    long awaitAll(long seconds) throws InterruptedException {
        var unused = missing.await(seconds, TimeUnit.SECONDS);
        return missing.getCount();
    }

    int duplicates() {
        return duplicates.get();
    }

    int repeats() {
        return repeats.get();
    }

    /**
     * From the moment it was due to be sent to the receiver's answer, in microseconds; longer than the bar asks for.
     */
    Histogram dueToAcknowledged(int from) {
        return histogram(due, arrived, from);
    }

    /** From the moment it was due to be sent to the webhook's 2xx, in microseconds. */
    Histogram dueToAccepted(int from) {
        return histogram(due, accepted, from);
    }

    private static Histogram histogram(AtomicLongArray start, AtomicLongArray end, int from) {
        Histogram histogram = new Histogram(LONGEST_MICROS, 3);
        for (int i = from; i < start.length(); i++) {
            if (end.get(i) != 0) {
                long micros = TimeUnit.NANOSECONDS.toMicros(end.get(i) - start.get(i));
                histogram.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
            }
        }
        return histogram;
    }
}
