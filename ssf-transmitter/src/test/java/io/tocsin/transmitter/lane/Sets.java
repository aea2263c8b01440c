// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.transmitter.lane.order.SubjectState;
import io.tocsin.transmitter.lane.order.Urgency;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** SETs and streams for tests. */
public final class Sets {
    public static final String ISSUER = "https://tocsin.example/t/acme";
    public static final String AUDIENCE = "https://rx.example";
    public static final Instant ISSUED = Instant.parse("2026-10-01T12:00:00Z");

    private Sets() {}

    public static PendingSet pending(long sequence, String streamId, String orderKey) {
        return new PendingSet(sequence, entry("jti-" + sequence, streamId, orderKey));
    }

    public static PendingSet pending(long sequence, String streamId, String orderKey, Urgency urgency) {
        return new PendingSet(sequence, entry("jti-" + sequence, streamId, orderKey, event(urgency)));
    }

    /** How urgent an event may be that is not about the stream itself. */
    public static Urgency anyOfASubject(Random random) {
        return List.of(Urgency.URGENT, Urgency.NORMAL, Urgency.BULK).get(random.nextInt(3));
    }

    /** One of the events that are that urgent. */
    public static Event event(Urgency urgency) {
        return switch (urgency) {
            case STREAM_UPDATED -> new SsfEvent.StreamUpdated("enabled", null, Members.NONE);
            case URGENT -> new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE);
            case NORMAL -> compliance(ComplianceStatus.COMPLIANT, ComplianceStatus.NOT_COMPLIANT);
            case BULK -> new CaepEvent.SessionPresented(null, null, Circumstances.NONE, Members.NONE);
        };
    }

    public static Event compliance(ComplianceStatus before, ComplianceStatus now) {
        return new CaepEvent.DeviceComplianceChange(before, now, Circumstances.NONE, Members.NONE);
    }

    /** Alice's assurance level has changed so. */
    public static SubjectState levelled(String before, String now) {
        return SubjectState.of(entry(
                                "j",
                                "s",
                                "alice",
                                new CaepEvent.AssuranceLevelChange(
                                        "NIST-AAL", now, before, null, Circumstances.NONE, Members.NONE))
                        .claims())
                .orElseThrow();
    }

    public static OutboxEntry entry(String jti, String streamId, String orderKey) {
        return entry(jti, streamId, orderKey, event(Urgency.URGENT));
    }

    public static OutboxEntry entry(String jti, String streamId, String orderKey, Event event) {
        SetClaims claims = new SetClaims(
                ISSUER,
                List.of(AUDIENCE),
                ISSUED,
                jti,
                "txn-" + jti,
                null,
                new SimpleSubject.Opaque(orderKey),
                List.of(event),
                Members.NONE);
        return new OutboxEntry(streamId, orderKey, claims, LatencyStamps.NONE.withEnqueued(ISSUED));
    }

    public static StreamRegistration pushed(String streamId, String tenant, String url) {
        return stream(streamId, tenant, new Delivery.Push(URI.create(url), null), StreamStatus.ENABLED);
    }

    public static StreamRegistration polled(String streamId, String tenant) {
        return stream(
                streamId,
                tenant,
                new Delivery.Poll(URI.create(ISSUER + "/ssf/poll/" + streamId)),
                StreamStatus.ENABLED);
    }

    public static StreamRegistration stream(String streamId, String tenant, Delivery delivery, StreamStatus status) {
        return new StreamRegistration(
                streamId,
                tenant,
                "client-" + tenant,
                ISSUER,
                List.of(AUDIENCE),
                delivery,
                List.of(EventType.SESSION_REVOKED),
                List.of(EventType.SESSION_REVOKED),
                null,
                DefaultSubjects.ALL,
                new StreamState(status, null, StatusSource.RECEIVER, ISSUED, null),
                ISSUED,
                ISSUED);
    }

    /** The same stream with another {@code default_subjects}. */
    public static StreamRegistration about(StreamRegistration stream, DefaultSubjects subjects) {
        return new StreamRegistration(
                stream.streamId(),
                stream.tenant(),
                stream.receiver(),
                stream.iss(),
                stream.aud(),
                stream.delivery(),
                stream.eventsRequested(),
                stream.eventsDelivered(),
                stream.description(),
                subjects,
                stream.state(),
                stream.created(),
                stream.lastActive());
    }

    /** A stream pushed to that wants those types. */
    public static StreamRegistration wanting(String streamId, String tenant, List<EventType> types) {
        StreamRegistration stream = pushed(streamId, tenant, "https://rx.example/" + streamId);
        return stream.with(stream.delivery(), types, types, null);
    }
}
