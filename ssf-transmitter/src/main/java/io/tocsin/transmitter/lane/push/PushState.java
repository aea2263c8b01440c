// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import java.time.Instant;

/** Where one SET is in its delivery by push; each state has only the moves that are legal in it. */
sealed interface PushState {
    /** May be sent, when its turn and time have come. */
    sealed interface Sendable extends PushState {
        InFlight send();
    }

    /** Never tried. */
    record Waiting() implements Sendable {
        @Override
        public InFlight send() {
            return new InFlight(1);
        }
    }

    /** Failed, and will be tried again. */
    record BackingOff(int attempts, Instant notBefore) implements Sendable {
        @Override
        public InFlight send() {
            return new InFlight(attempts + 1);
        }
    }

    /**
     * On its way: being signed, or with the receiver.
     *
     * @param attempt counts from 1
     */
    record InFlight(int attempt) implements PushState {
        BackingOff failed(Instant notBefore) {
            return new BackingOff(attempt, notBefore);
        }

        Ended ended() {
            return new Ended(attempt);
        }
    }

    /** Delivered, or refused for good. */
    record Ended(int attempts) implements PushState {}
}
