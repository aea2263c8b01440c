// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.subject.index.Said;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex.Place;
import io.tocsin.transmitter.subject.index.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Adding and removing subjects (SSF 1.0 §8.1.3). Nothing is looked up about a subject but what the receiver itself said
 * of it, and every request writes one record: neither the answer nor its time tells who is known here (§9.1).
 */
public final class Subjects {
    /** Complex subjects of so many combinations of member names in a tenant; events are held against each. */
    private static final int MOST_SHAPES = 256;

    private static final Duration FULL = Duration.ofMinutes(5);

    private final SubjectIndex index;
    private final SubjectWrites writes;
    private final SubjectsConfig config;
    private final InstantSource clock;
    private final ChangeRate rate;

    public Subjects(SubjectIndex index, SubjectWrites writes, SubjectsConfig config, InstantSource clock) {
        this.index = index;
        this.writes = writes;
        this.config = config;
        this.clock = clock;
        this.rate = new ChangeRate(config.changesPerSecond(), clock);
    }

    /** The index that {@code config} asks for, empty. */
    public static SubjectIndex index(SubjectsConfig config) {
        return new SubjectIndex(config.rules());
    }

    /**
     * The stream is about this subject. To add what is there already changes no more than {@code verified}. Throws
     * {@link RejectedException} where there are too many, or too many at a time.
     */
    public CompletableFuture<Void> add(StreamRegistration stream, SubjectRequest asked) {
        rate.count(stream.streamId());
        if (asked.isTheStreamItself()) {
            return CompletableFuture.completedFuture(null);
        }
        Terms terms = asked.terms();
        Place place = new Place(stream.streamId(), terms.hash());
        StreamSubject said = said(stream, asked, SubjectMembership.INCLUDED, null);
        // a stream about everybody remembers only what is not so
        boolean remembered = stream.defaultSubjects() == DefaultSubjects.NONE || !asked.verified();
        if (remembered && index.said(place).isEmpty()) {
            requireRoom(stream, terms);
        }
        return writes.write(place, remembered ? said : null);
    }

    /**
     * The stream is not about this subject, at the latest when the time of grace is over. To remove what is not there
     * is no error. Throws {@link RejectedException} for the subject that is the stream itself, and as {@link #add}.
     */
    public CompletableFuture<Void> remove(StreamRegistration stream, SubjectRequest asked) {
        rate.count(stream.streamId());
        if (asked.isTheStreamItself()) {
            throw RejectedException.invalid(
                    "subject is the stream itself, expected another: that one is always in its stream");
        }
        Terms terms = asked.terms();
        Place place = new Place(stream.streamId(), terms.hash());
        Optional<Said> before = index.said(place);
        return switch (stream.defaultSubjects()) {
            case ALL -> {
                if (before.isEmpty()) {
                    requireRoom(stream, terms);
                }
                yield writes.write(place, said(stream, asked, SubjectMembership.EXCLUDED, since(before)));
            }
            case NONE ->
                writes.write(
                        place,
                        before.isEmpty() || config.removalGrace().isZero()
                                ? null
                                : new StreamSubject(
                                        stream.tenant(),
                                        stream.streamId(),
                                        asked.subject(),
                                        SubjectMembership.INCLUDED,
                                        before.get().verified(),
                                        since(before)));
        };
    }

    /** To remove again does not make the grace longer. */
    private Instant since(Optional<Said> before) {
        return before.map(Said::removed).orElseGet(clock::instant);
    }

    private static StreamSubject said(
            StreamRegistration stream, SubjectRequest asked, SubjectMembership membership, @Nullable Instant removed) {
        return new StreamSubject(
                stream.tenant(), stream.streamId(), asked.subject(), membership, asked.verified(), removed);
    }

    private void requireRoom(StreamRegistration stream, Terms terms) {
        if (index.size(stream.streamId()) >= config.maxPerStream()) {
            throw new RejectedException(new Rejection.Forbidden(
                    "the stream has " + config.maxPerStream() + " subjects, the most it may have"));
        }
        if (index.isNewShape(stream.tenant(), terms) && index.shapes(stream.tenant()) >= MOST_SHAPES) {
            throw new RejectedException(new Rejection.Forbidden("there are complex subjects of " + MOST_SHAPES
                    + " combinations of member names, expected one of them"));
        }
        if (index.size() >= config.maxTotal()) {
            throw new RejectedException(new Rejection.Unavailable(FULL));
        }
    }
}
