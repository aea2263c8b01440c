// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.stream;

import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SETs by which a stream speaks of itself (SSF 1.0 §8.1.4, §8.1.5); each has an id of its own. */
public final class StreamEvents {
    private StreamEvents() {}

    /**
     * Asks the receiver to show that it hears the stream (§8.1.4.1).
     *
     * @param state the receiver's, unchanged; null where the transmitter verifies of itself (§8.1.4.2)
     */
    public static OutboxEntry verification(StreamRegistration stream, @Nullable String state, Instant now) {
        return entry(stream, new SsfEvent.Verification(state, Members.NONE), now);
    }

    /** Says that the transmitter has changed the status to this one (§8.1.5). */
    public static OutboxEntry updated(
            StreamRegistration stream, StreamStatus status, @Nullable String reason, Instant now) {
        return entry(
                stream, new SsfEvent.StreamUpdated(status.name().toLowerCase(Locale.ROOT), reason, Members.NONE), now);
    }

    private static OutboxEntry entry(StreamRegistration stream, SsfEvent event, Instant now) {
        SetClaims claims = new SetClaims(
                stream.iss(),
                stream.aud(),
                now.truncatedTo(ChronoUnit.SECONDS),
                UUID.randomUUID().toString(),
                null,
                null,
                new SimpleSubject.Opaque(stream.streamId()),
                List.of(event),
                Members.NONE);
        return new OutboxEntry(stream.streamId(), stream.streamId(), claims, LatencyStamps.NONE.withEnqueued(now));
    }
}
