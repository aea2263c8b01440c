// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.stream.StreamRegistration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams by id, by receiver, and by what they want: finding the streams of an event costs what there is to find, not
 * what there is. One writer, any number of readers.
 */
public final class StreamIndex {
    private record Wanted(String tenant, EventType type) {}

    private final Map<String, StreamRegistration> byId = new ConcurrentHashMap<>();
    private final Map<Wanted, Map<String, StreamRegistration>> byWanted = new ConcurrentHashMap<>();
    private final Map<String, Map<String, StreamRegistration>> byReceiver = new ConcurrentHashMap<>();

    public Optional<StreamRegistration> byId(String streamId) {
        return Optional.ofNullable(byId.get(streamId));
    }

    /** The receiver's streams, in no order. */
    public Collection<StreamRegistration> ofReceiver(String clientId) {
        return byReceiver.getOrDefault(clientId, Map.of()).values();
    }

    /**
     * Streams of that tenant that have the type in {@code events_delivered} and are about everybody, whatever their
     * status.
     */
    public Collection<StreamRegistration> wanting(String tenant, EventType type) {
        return byWanted.getOrDefault(new Wanted(tenant, type), Map.of()).values();
    }

    /** Every stream, in no order. */
    public Collection<StreamRegistration> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public int size() {
        return byId.size();
    }

    /** By one writer only. */
    public void put(StreamRegistration stream) {
        StreamRegistration before = byId.put(stream.streamId(), stream);
        if (before != null) {
            // what the new one wants too is overwritten below, so no reader ever misses the stream in between
            for (EventType type : forEverybody(before)) {
                if (!forEverybody(stream).contains(type) || !stream.tenant().equals(before.tenant())) {
                    drop(byWanted, new Wanted(before.tenant(), type), before.streamId());
                }
            }
        }
        for (EventType type : forEverybody(stream)) {
            add(byWanted, new Wanted(stream.tenant(), type), stream);
        }
        add(byReceiver, stream.receiver(), stream);
    }

    void remove(String streamId) {
        StreamRegistration before = byId.remove(streamId);
        if (before == null) {
            return;
        }
        for (EventType type : forEverybody(before)) {
            drop(byWanted, new Wanted(before.tenant(), type), streamId);
        }
        drop(byReceiver, before.receiver(), streamId);
    }

    /** A stream that is about nobody in particular is found by its subjects, not by what it wants. */
    private static List<EventType> forEverybody(StreamRegistration stream) {
        return switch (stream.defaultSubjects()) {
            case ALL -> stream.eventsDelivered();
            case NONE -> List.of();
        };
    }

    private static <K> void add(Map<K, Map<String, StreamRegistration>> index, K key, StreamRegistration stream) {
        index.computeIfAbsent(key, k -> new ConcurrentHashMap<>()).put(stream.streamId(), stream);
    }

    private static <K> void drop(Map<K, Map<String, StreamRegistration>> index, K key, String streamId) {
        index.computeIfPresent(key, (k, streams) -> {
            streams.remove(streamId);
            return streams.isEmpty() ? null : streams;
        });
    }
}
