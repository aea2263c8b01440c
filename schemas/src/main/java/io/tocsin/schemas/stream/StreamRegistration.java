// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream as the transmitter keeps it (SSF 1.0 §8.1.1).
 *
 * @param receiver the OAuth {@code client_id} it belongs to; nobody else sees it
 * @param eventsRequested as asked for, unknown types included
 * @param eventsDelivered the part of them that is sent
 * @param lastActive when the receiver was last heard of, for {@code inactivity_timeout}; not kept to the second
 */
public record StreamRegistration(
        String streamId,
        String tenant,
        String receiver,
        String iss,
        List<String> aud,
        Delivery delivery,
        List<EventType> eventsRequested,
        List<EventType> eventsDelivered,
        @Nullable String description,
        DefaultSubjects defaultSubjects,
        StreamState state,
        Instant created,
        Instant lastActive) {
    public StreamRegistration {
        requireNonNull(streamId, "streamId");
        requireNonNull(tenant, "tenant");
        requireNonNull(receiver, "receiver");
        requireNonNull(iss, "iss");
        aud = List.copyOf(aud);
        requireNonNull(delivery, "delivery");
        eventsRequested = List.copyOf(eventsRequested);
        eventsDelivered = List.copyOf(eventsDelivered);
        requireNonNull(defaultSubjects, "defaultSubjects");
        requireNonNull(state, "state");
        created = requireNonNull(created, "created").truncatedTo(ChronoUnit.MICROS);
        lastActive = requireNonNull(lastActive, "lastActive").truncatedTo(ChronoUnit.MICROS);
    }

    public StreamStatus status() {
        return state.status();
    }

    public StreamRegistration with(StreamState next) {
        return new StreamRegistration(
                streamId,
                tenant,
                receiver,
                iss,
                aud,
                delivery,
                eventsRequested,
                eventsDelivered,
                description,
                defaultSubjects,
                next,
                created,
                lastActive);
    }

    /** With what a receiver may change of it (SSF 1.0 §8.1.1). */
    public StreamRegistration with(
            Delivery nextDelivery,
            List<EventType> nextRequested,
            List<EventType> nextDelivered,
            @Nullable String nextDescription) {
        return new StreamRegistration(
                streamId,
                tenant,
                receiver,
                iss,
                aud,
                nextDelivery,
                nextRequested,
                nextDelivered,
                nextDescription,
                defaultSubjects,
                state,
                created,
                lastActive);
    }

    /** The same, heard of then. */
    public StreamRegistration activeAt(Instant time) {
        return new StreamRegistration(
                streamId,
                tenant,
                receiver,
                iss,
                aud,
                delivery,
                eventsRequested,
                eventsDelivered,
                description,
                defaultSubjects,
                state,
                created,
                time);
    }
}
