// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.lane.failing.LaneHealth;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;
import java.time.Instant;

/**
 * One stream's SETs on their way out: a bounded window of what the store holds. Filled by the thread that owns the
 * store; all else happens on other threads.
 */
public interface Lane {
    /** Does this lane deliver in that way? */
    boolean serves(Delivery delivery);

    /** Is that SET here? */
    boolean holds(long sequence);

    /** Is the same SET already here, under another sequence? */
    boolean holdsElsewhere(PendingSet set);

    /** A SET that has just been stored. Not taken if there is no room or others wait in the store. */
    boolean offer(PendingSet set);

    /** How many SETs from the store it can take now. */
    Room room();

    /** SETs from the store, those of one order key in order; {@code all} if the store holds no more than is here. */
    void load(Iterable<PendingSet> sets, boolean all);

    /** That SET is given up; nothing more is done about it. */
    void forget(long sequence);

    /** The stream's registration has changed. */
    void streamChanged();

    /** Nothing is begun any more; what is under way ends. */
    void stop();

    /** Has nothing under way. */
    boolean idle();

    /** How many SETs are here. */
    int size();

    /** As far as this lane knows: with what is here as its backlog. */
    LaneHealth health();

    /** Somebody is about to use it. */
    void touch(Instant now);

    /** Is there nothing in it that would be missed, and has nobody used it since then? */
    boolean disposable(Instant since);

    /** Nothing is sent any more, and what is under way ends without effect, unless the stream has only moved. */
    void close(Closing why);

    /**
     * Room for SETs.
     *
     * @param any of whatever urgency
     * @param urgent of the urgent ones, those among {@code any} included
     */
    record Room(int any, int urgent) {}

    /** Why a lane closes. */
    enum Closing {
        /** The stream is deleted. */
        STREAM_DELETED,
        /** The stream is now delivered in another way, or from elsewhere. */
        MOVED;

        /** What whoever waits at the lane, or comes to it later, is answered. */
        public RejectedException rejection() {
            return switch (this) {
                case STREAM_DELETED -> RejectedException.notFound();
                case MOVED -> new RejectedException(new Rejection.Unavailable(Duration.ofSeconds(1)));
            };
        }
    }
}
