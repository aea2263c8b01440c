// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.transmitter.lane.LaneSlot;
import io.tocsin.transmitter.lane.PendingSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One SET in a poll lane. */
final class PollSlot extends LaneSlot {
    private @Nullable Instant handedOut;
    private int times;

    PollSlot(PendingSet set) {
        super(set);
    }

    @Nullable
    Instant handedOut() {
        return handedOut;
    }

    void handOut(Instant at) {
        handedOut = at;
        times++;
        left(at);
    }

    /** The answer it was in never left. */
    void takeBack() {
        handedOut = null;
    }

    @Override
    protected boolean untouched() {
        return times == 0;
    }

    @Override
    protected boolean away() {
        return handedOut != null;
    }

    @Override
    protected int attempts() {
        return times;
    }
}
