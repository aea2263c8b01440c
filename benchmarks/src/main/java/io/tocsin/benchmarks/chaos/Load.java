// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Revocations at a steady rate, about each of its subjects one after the other: the next is written when the one before
 * is accepted, and one that may not have been accepted is written again under the same id.
 */
final class Load implements AutoCloseable {
    private static final int SUBJECTS = 20;
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TopicWriter writer;
    private final InstantSource clock;
    private final long pauseNanos;
    private final String run;
    /** When each event's first write was begun, in milliseconds since 1970, for those that were accepted. */
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();

    private final List<Thread> writers = new ArrayList<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean on;
    private volatile boolean closed;

    /** @param rate events a second, all subjects together */
    Load(TopicWriter writer, InstantSource clock, String run, int rate) {
        this.writer = writer;
        this.clock = clock;
        this.run = run;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) * SUBJECTS / rate;
        for (int subject = 0; subject < SUBJECTS; subject++) {
            int number = subject;
            writers.add(Thread.ofVirtual().name("subject-" + number).start(() -> write(number)));
        }
    }

    void on() {
        on = true;
    }

    /** What was begun is still written until it is accepted. */
    void off() {
        on = false;
    }

    /** Events that are being written. */
    int unfinished() {
        return unfinished.get();
    }

    /** By {@code txn}. */
    Map<String, Long> accepted() {
        return accepted;
    }

    private void write(int subject) {
        String user = run + "-u" + subject;
        for (int number = 0; !closed; ) {
            if (on) {
                String txn = user + "#" + number++;
                long begun = clock.millis();
                unfinished.incrementAndGet();
                if (written(user, txn)) {
                    accepted.put(txn, begun);
                }
                unfinished.decrementAndGet();
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private boolean written(String user, String txn) {
        SecurityEvent event = new SecurityEvent(
                txn,
                new CanonicalId(Streams.TENANT, PrincipalKind.USER, user),
                new SimpleSubject.IssSub("https://idp.example", user),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                txn,
                clock.instant(),
                LatencyStamps.NONE);
        while (!closed) {
            try {
                writer.write(Topics.EVENTS, event.principal(), event).join();
                return true;
            } catch (CompletionException notAccepted) {
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread each : writers) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
