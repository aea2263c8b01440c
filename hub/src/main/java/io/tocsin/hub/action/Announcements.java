// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.view.Following;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The revocations of topic {@code events}, the newest so many in memory: also those that nobody is told of. */
final class Announcements implements AutoCloseable {
    /** Some 400 bytes each. */
    private static final int KEPT = 50_000;

    private static final long OF_EACH_PARTITION = 50_000;

    /** By the event's id; guarded by itself. */
    private final SequencedMap<String, Revocation> byEvent = new LinkedHashMap<>();

    private final Following<?, SecurityEvent> events;

    Announcements(Map<String, String> kafka, Wire wire) {
        this.events = Following.newest(
                kafka, wire, Topics.EVENTS, OF_EACH_PARTITION, (partition, offset, principal, event) -> seen(event));
    }

    private void seen(@Nullable SecurityEvent event) {
        if (event == null || !Revocations.isRevocation(event.event())) {
            return;
        }
        synchronized (byEvent) {
            byEvent.putIfAbsent(event.id(), Revocation.of(event));
            if (byEvent.size() > KEPT) {
                byEvent.pollFirstEntry();
            }
        }
    }

    /** Newest first. */
    List<Revocation> all() {
        synchronized (byEvent) {
            return new ArrayList<>(byEvent.sequencedValues().reversed());
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
