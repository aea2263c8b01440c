// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps when a receiver was last heard of on each stream, and pauses those it has left alone for longer than its
 * {@code inactivity_timeout} (SSF 1.0 §8.1.1). Only at the instance that has the stream.
 */
public final class Activity {
    /** The reason of such a stop. */
    public static final String TIMED_OUT = "inactivity timeout";

    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);
    /** Without a timeout activity is kept all the same, coarsely: there may be a timeout one day. */
    private static final Duration COARSE = Duration.ofHours(1);

    private static final int PARTS = 10;

    private final Streams streams;
    private final StatusChanges statuses;
    private final Function<String, Optional<ReceiverRegistration>> receivers;
    private final Predicate<String> ours;
    private final InstantSource clock;
    private final Instant begun;

    /**
     * Begins to listen now.
     *
     * @param ours whether this process is the one that changes that stream
     */
    public Activity(
            Streams streams,
            StatusChanges statuses,
            Function<String, Optional<ReceiverRegistration>> receivers,
            Predicate<String> ours,
            InstantSource clock) {
        this.streams = streams;
        this.statuses = statuses;
        this.receivers = receivers;
        this.ours = ours;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** The receiver was heard of. Written no oftener than a tenth of the timeout. */
    public void seen(StreamRegistration stream) {
        Instant now = clock.instant();
        Duration step = timeout(stream).map(timeout -> timeout.dividedBy(PARTS)).orElse(COARSE);
        if (!ours.test(stream.streamId()) || now.isBefore(stream.lastActive().plus(step))) {
            return;
        }
        var unused = streams.update(
                        stream.streamId(),
                        current -> now.isBefore(current.lastActive().plus(step)) ? current : current.activeAt(now))
                .exceptionally(failure -> {
                    LOG.debug("activity was not written, the next is", failure);
                    return stream;
                });
    }

    /** Pauses what has timed out. To be called now and then. */
    public void check() {
        Instant now = clock.instant();
        for (StreamRegistration stream : streams.index().all()) {
            if (stream.status() == StreamStatus.ENABLED
                    && ours.test(stream.streamId())
                    && timeout(stream)
                            .filter(timeout -> isOver(stream, timeout, now))
                            .isPresent()) {
                pause(stream);
            }
        }
    }

    private void pause(StreamRegistration stream) {
        var unused = statuses.set(stream.streamId(), StreamStatus.PAUSED, TIMED_OUT, StatusSource.TRANSMITTER)
                .exceptionally(failure -> {
                    LOG.warn("a stream that timed out could not be paused, trying again", failure);
                    return stream;
                });
    }

    /** After a start receivers have a while to be heard of: nobody listened before. */
    private boolean isOver(StreamRegistration stream, Duration timeout, Instant now) {
        Instant heard = stream.lastActive().isAfter(stream.state().since())
                ? stream.lastActive()
                : stream.state().since();
        Duration first = timeout.compareTo(COARSE) < 0 ? timeout : COARSE;
        return !now.isBefore(heard.plus(timeout)) && !now.isBefore(begun.plus(first));
    }

    private Optional<Duration> timeout(StreamRegistration stream) {
        return receivers.apply(stream.receiver()).map(ReceiverRegistration::inactivityTimeout);
    }
}
