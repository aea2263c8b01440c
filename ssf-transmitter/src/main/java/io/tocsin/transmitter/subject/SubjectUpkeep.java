// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex.Place;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away subjects that mean nothing any more: those removed whose time of grace is over, and those of streams that
 * are deleted. A stream counts as deleted when it is missed twice, for the two topics are read side by side.
 */
public final class SubjectUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectUpkeep.class);
    /** Written side by side, so that a large stream does not fill the queue to the broker. */
    private static final int AT_ONCE = 500;

    private final SubjectIndex subjects;
    private final StreamIndex streams;
    private final SubjectWrites writes;
    private final Predicate<String> ours;
    private final InstantSource clock;
    private Set<String> missed = Set.of();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /**
     * Not begun yet.
     *
     * @param ours whether this process is the one that changes that stream
     */
    public SubjectUpkeep(
            SubjectIndex subjects,
            StreamIndex streams,
            SubjectWrites writes,
            Predicate<String> ours,
            InstantSource clock) {
        this.subjects = subjects;
        this.streams = streams;
        this.writes = writes;
        this.ours = ours;
        this.clock = clock;
    }

    /** To be called now and then. Does nothing while the last call's work goes on. */
    public synchronized CompletableFuture<Void> run() {
        if (!last.isDone()) {
            return last;
        }
        Set<Place> useless = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        for (String streamId : subjects.streamIds()) {
            if (ours.test(streamId) && streams.byId(streamId).isEmpty()) {
                unknown.add(streamId);
                if (missed.contains(streamId)) {
                    useless.addAll(subjects.places(streamId));
                }
            }
        }
        missed = unknown;
        subjects.gone(clock.instant()).stream()
                .filter(place -> ours.test(place.streamId()))
                .forEach(useless::add);
        last = clear(useless.iterator()).exceptionally(failure -> {
            LOG.warn("could not clear subjects away, trying again later", failure);
            return null;
        });
        return last;
    }

    private CompletableFuture<Void> clear(Iterator<Place> useless) {
        if (!useless.hasNext()) {
            return CompletableFuture.completedFuture(null);
        }
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        while (useless.hasNext() && writing.size() < AT_ONCE) {
            writing.add(writes.write(useless.next(), null));
        }
        return CompletableFuture.allOf(writing.toArray(CompletableFuture<?>[]::new))
                .thenCompose(written -> clear(useless));
    }
}
