// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.transmitter.lane.LaneSlot;
import io.tocsin.transmitter.lane.PendingSet;

/** One SET in a push lane. */
final class PushSlot extends LaneSlot {
    private PushState state = new PushState.Waiting();

    PushSlot(PendingSet set) {
        super(set);
    }

    PushState state() {
        return state;
    }

    void become(PushState next) {
        state = next;
    }

    @Override
    protected boolean untouched() {
        return state instanceof PushState.Waiting;
    }

    @Override
    protected boolean away() {
        return state instanceof PushState.InFlight;
    }

    @Override
    protected int attempts() {
        return switch (state) {
            case PushState.Waiting waiting -> 0;
            case PushState.BackingOff failed -> failed.attempts();
            case PushState.InFlight away -> away.attempt();
            case PushState.Ended over -> over.attempts();
        };
    }
}
