// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.delivery;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Puts revocations on {@code events}, each about a session of its own. */
final class Load implements AutoCloseable {
    private static final int UNWRITTEN_AT_MOST = 10_000;

    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final Wire wire = Wire.open(Map.of());
    private final TopicWriter writer;

    Load(String bootstrapServers) {
        this.writer = TopicWriter.open(Map.of("bootstrap.servers", bootstrapServers), wire);
    }

    /** As fast as they are taken; returns when the last is acknowledged. */
    void burst(String tenant, int from, int to) {
        CompletableFuture<?>[] written = new CompletableFuture<?>[to - from];
        for (int i = from; i < to; i++) {
            written[i - from] = write(tenant, i);
            if ((i - from) % UNWRITTEN_AT_MOST == UNWRITTEN_AT_MOST - 1) {
                written[i - from].join();
            }
        }
        CompletableFuture.allOf(written).join();
    }

    /** On schedule, whatever comes back. */
    void steadily(String tenant, int from, int to, int perSecond, Receiver receiver) {
        long begin = System.nanoTime();
        for (int i = from; i < to; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(1) * (i - from) / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            receiver.due(i, due);
            var unused = write(tenant, i);
        }
    }

    private CompletableFuture<?> write(String tenant, int number) {
        CanonicalId principal = new CanonicalId(tenant, PrincipalKind.SESSION, "s" + number);
        Instant now = Instant.now();
        SecurityEvent event = new SecurityEvent(
                run + "-" + tenant + "-" + number,
                principal,
                new SimpleSubject.Opaque(Integer.toString(number)),
                new CaepEvent.SessionRevoked(
                        new Circumstances(
                                now,
                                InitiatingEntity.POLICY,
                                LocalizedText.english("Credential theft on the device of this session"),
                                LocalizedText.NONE),
                        Members.NONE),
                "txn-" + run + "-" + number,
                now,
                LatencyStamps.NONE);
        return writer.write(Topics.EVENTS, principal, event);
    }

    @Override
    public void close() {
        writer.close();
        wire.close();
    }
}
