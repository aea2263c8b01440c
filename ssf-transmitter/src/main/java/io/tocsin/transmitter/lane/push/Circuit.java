// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import java.time.Instant;

/**
 * Whether a stream's receiver is worth trying. After some failures in a row nothing is sent for a while; then one SET
 * goes ahead, and its fate decides. Answers may come late, so every state takes every answer.
 */
sealed interface Circuit {
    /** Failures in a row that open the circuit. */
    int THRESHOLD = 5;

    static Circuit fresh() {
        return new Closed(0);
    }

    /** How many SETs may be in flight, of {@code max}. */
    int permits(int max);

    /** Failures in a row so far. */
    int failures();

    /** As time goes by. */
    default Circuit at(Instant now) {
        return this;
    }

    /** The receiver answered as it should. */
    default Circuit succeeded() {
        return fresh();
    }

    /** An attempt failed; {@code until} is how long to wait should that be one too many. */
    Circuit failed(Instant until);

    /** The receiver asked for quiet, or lets nothing in: no point in waiting for more failures. */
    Circuit opened(Instant until);

    /** All is well, or nearly. */
    record Closed(int failures) implements Circuit {
        @Override
        public int permits(int max) {
            return max;
        }

        @Override
        public Circuit failed(Instant until) {
            return failures + 1 < THRESHOLD ? new Closed(failures + 1) : opened(until);
        }

        @Override
        public Circuit opened(Instant until) {
            return new Open(failures + 1, until);
        }
    }

    /** Nothing goes until then. */
    record Open(int failures, Instant until) implements Circuit {
        @Override
        public int permits(int max) {
            return 0;
        }

        @Override
        public Circuit at(Instant now) {
            return now.isBefore(until) ? this : new HalfOpen(failures);
        }

        /** What was in flight when it opened tells nothing new. */
        @Override
        public Circuit failed(Instant ignored) {
            return this;
        }

        @Override
        public Circuit opened(Instant later) {
            return later.isAfter(until) ? new Open(failures, later) : this;
        }
    }

    /** One goes ahead. */
    record HalfOpen(int failures) implements Circuit {
        @Override
        public int permits(int max) {
            return 1;
        }

        @Override
        public Circuit failed(Instant until) {
            return opened(until);
        }

        @Override
        public Circuit opened(Instant until) {
            return new Open(failures + 1, until);
        }
    }
}
