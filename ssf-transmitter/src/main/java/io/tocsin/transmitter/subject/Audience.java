// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.subject.index.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** For which streams an event is: of its tenant, with its type, about its subject. In that order. */
public final class Audience {
    private final StreamIndex streams;
    private final SubjectIndex subjects;

    public Audience(StreamIndex streams, SubjectIndex subjects) {
        this.streams = streams;
        this.subjects = subjects;
    }

    /** Is the event for that stream? The same as {@link #of}, at the cost of one. */
    public boolean includes(StreamRegistration stream, SecurityEvent event, Instant now) {
        String tenant = event.principal().tenant();
        if (!stream.tenant().equals(tenant)
                || !stream.eventsDelivered().contains(event.event().type())) {
            return false;
        }
        Terms subject = Terms.of(event.subject());
        return switch (stream.defaultSubjects()) {
            case ALL -> !subjects.excluding(tenant, subject, now).contains(stream.streamId());
            case NONE -> subjects.including(tenant, subject, now).contains(stream.streamId());
        };
    }

    /** Each stream once, whatever its status. */
    public Collection<StreamRegistration> of(SecurityEvent event, Instant now) {
        String tenant = event.principal().tenant();
        EventType type = event.event().type();
        Collection<StreamRegistration> forEverybody = streams.wanting(tenant, type);
        if (subjects.size() == 0) {
            return forEverybody;
        }
        Terms subject = Terms.of(event.subject());
        List<StreamRegistration> audience = new ArrayList<>();
        Set<String> excluding = subjects.excluding(tenant, subject, now);
        for (StreamRegistration stream : forEverybody) {
            if (!excluding.contains(stream.streamId())) {
                audience.add(stream);
            }
        }
        for (String streamId : subjects.including(tenant, subject, now)) {
            streams.byId(streamId)
                    .filter(stream -> stream.tenant().equals(tenant)
                            && stream.defaultSubjects() == DefaultSubjects.NONE
                            && stream.eventsDelivered().contains(type))
                    .ifPresent(audience::add);
        }
        return audience;
    }
}
