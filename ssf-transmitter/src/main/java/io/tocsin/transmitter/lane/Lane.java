// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import java.time.Duration;

/**
 * One stream's SETs on their way out: a bounded window of what the store holds. Filled by the thread that owns the
 * store; all else happens on other threads.
 */
public interface Lane {
    /** Does this lane deliver in that way? */
    boolean serves(Delivery delivery);

    /** Is the same SET already here, under another sequence? */
    boolean holdsElsewhere(PendingSet set);

    /** A SET that has just been stored. Left in the store if there is no room or older ones there come first. */
    void offer(PendingSet set);

    /** How many SETs from the store it can take now; 0 unless it is behind. */
    int room();

    /** The sequence after which the store holds what this lane has not seen. */
    long loadedThrough();

    /** The next SETs from the store, in order; {@code all} if the store holds no more after them. */
    void load(Iterable<PendingSet> sets, boolean all);

    /** That SET is given up; nothing more is done about it. */
    void forget(long sequence);

    /** The stream's registration has changed. */
    void streamChanged();

    /** Nothing is begun any more; what is under way ends. */
    void stop();

    /** Has nothing under way. */
    boolean idle();

    /** Nothing is sent any more, and what is under way ends without effect. */
    void close(Closing why);

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
