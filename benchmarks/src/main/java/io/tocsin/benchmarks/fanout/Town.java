// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.fanout;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.subject.Subjects;
import io.tocsin.transmitter.subject.SubjectsConfig;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.topology.OutboxEntries;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Streams about nobody but who is added, and people, each added to the same number of streams. Nine in ten are added by
 * one identifier, the tenth as a user of a tenant.
 */
final class Town {
    static final int STREAMS_PER_PERSON = 5;
    private static final String TENANT = "acme";
    private static final int COMPLEX = 10;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final int people;
    private final SubjectIndex subjects = Subjects.index(SubjectsConfig.DEFAULT);
    private final Audience audience;

    /** @param subjects how many subjects all streams have together */
    Town(int streams, int subjects) {
        this.people = subjects / STREAMS_PER_PERSON;
        StreamIndex index = new StreamIndex();
        for (int i = 0; i < streams; i++) {
            index.put(stream(i));
        }
        for (int person = 0; person < people; person++) {
            for (int i = 0; i < STREAMS_PER_PERSON; i++) {
                String streamId = id((person + i * (streams / STREAMS_PER_PERSON)) % streams);
                this.subjects.put(
                        new StreamSubject(TENANT, streamId, subject(person), SubjectMembership.INCLUDED, true, null));
            }
        }
        this.audience = new Audience(index, this.subjects);
    }

    int subjects() {
        return subjects.size();
    }

    /** Everything that is done for one event about anybody: finds its streams, makes its outbox entries. */
    int fanOut(RandomGenerator random) {
        int person = random.nextInt(people);
        SecurityEvent event = new SecurityEvent(
                "e" + person,
                new CanonicalId(TENANT, PrincipalKind.USER, "u" + person),
                subject(person),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                "t" + person,
                NOW,
                LatencyStamps.NONE);
        int entries = 0;
        for (StreamRegistration stream : audience.of(event, NOW)) {
            entries +=
                    OutboxEntries.of(event, stream, NOW, NOW).claims().events().size();
        }
        return entries;
    }

    private static Subject subject(int person) {
        SimpleSubject user = new SimpleSubject.IssSub("https://idp.example", "user-" + person);
        return person % COMPLEX == 0
                ? new ComplexSubject(
                        Map.of(ComplexSubject.USER, user, ComplexSubject.TENANT, new SimpleSubject.Opaque(TENANT)))
                : user;
    }

    private static String id(int stream) {
        return "stream-" + stream;
    }

    private static StreamRegistration stream(int number) {
        List<EventType> types = List.of(EventType.SESSION_REVOKED);
        return new StreamRegistration(
                id(number),
                TENANT,
                "receiver-" + number,
                "https://hub.example",
                List.of("https://rx.example"),
                new Delivery.Poll(URI.create("https://hub.example/ssf/poll/" + id(number))),
                types,
                types,
                null,
                DefaultSubjects.NONE,
                StreamState.enabled(StatusSource.RECEIVER, NOW),
                NOW,
                NOW);
    }
}
