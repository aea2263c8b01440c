// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import java.time.Instant;

/**
 * Whether a stream's receiver is worth trying. After some failures in a row nothing is sent for a while; then one SET
 * goes ahead, and its fate decides; if it is well two may go, then four, until there are as many as before. Answers may
 * come late, so every state takes every answer.
 */
sealed interface Circuit {
    /** Failures in a row that open the circuit. */
    int THRESHOLD = 5;

    /** From here on the number in flight is not limited by the circuit. */
    int WIDE = 64;

    static Circuit fresh() {
        return new Closed(0);
    }

    /** How many SETs may be in flight, of {@code max}. */
    int permits(int max);

    /** Failures in a row so far. */
    int failures();

    /** For people and metrics. */
    String word();

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
    default Circuit opened(Instant until) {
        return new Open(failures() + 1, until);
    }

    /** There is a reason to look now. */
    default Circuit probed() {
        return this;
    }

    /** All is well, or nearly. */
    record Closed(int failures) implements Circuit {
        @Override
        public int permits(int max) {
            return max;
        }

        @Override
        public String word() {
            return "closed";
        }

        @Override
        public Circuit failed(Instant until) {
            return failures + 1 < THRESHOLD ? new Closed(failures + 1) : opened(until);
        }
    }

    /** Nothing goes until then. */
    record Open(int failures, Instant until) implements Circuit {
        @Override
        public int permits(int max) {
            return 0;
        }

        @Override
        public String word() {
            return "open";
        }

        @Override
        public Circuit at(Instant now) {
            return now.isBefore(until) ? this : probed();
        }

        @Override
        public Circuit probed() {
            return new HalfOpen(failures, 1);
        }

        /** What was in flight when it opened tells nothing new, not even if it went well. */
        @Override
        public Circuit succeeded() {
            return this;
        }

        @Override
        public Circuit failed(Instant ignored) {
            return this;
        }

        @Override
        public Circuit opened(Instant later) {
            return later.isAfter(until) ? new Open(failures, later) : this;
        }
    }

    /** A few go ahead. */
    record HalfOpen(int failures, int ahead) implements Circuit {
        @Override
        public int permits(int max) {
            return Math.min(ahead, max);
        }

        @Override
        public String word() {
            return "half-open";
        }

        @Override
        public Circuit succeeded() {
            return ahead * 2 >= WIDE ? fresh() : new HalfOpen(0, ahead * 2);
        }

        @Override
        public Circuit failed(Instant until) {
            return opened(until);
        }
    }
}
