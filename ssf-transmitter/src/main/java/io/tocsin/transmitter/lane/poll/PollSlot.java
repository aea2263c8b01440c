// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One SET in a poll lane; guarded by its lane. */
final class PollSlot implements Window.Slot {
    private final PendingSet set;
    private @Nullable String token;
    private LatencyStamps stamps;
    private @Nullable Instant handedOut;
    private int times;

    PollSlot(PendingSet set) {
        this.set = set;
        this.stamps = set.entry().stamps();
    }

    @Override
    public PendingSet set() {
        return set;
    }

    /** The signed SET; handed out again, it is this very token. */
    @Nullable
    String token() {
        return token;
    }

    /** Two polls may have it signed at one time: both hand out what the first one made. */
    String signed(@Nullable String before, String fresh, Instant at) {
        if (token == null || (token.equals(before) && !token.equals(fresh))) {
            token = fresh;
            stamps = stamps.withSigned(at);
        }
        return token;
    }

    @Nullable
    Instant handedOut() {
        return handedOut;
    }

    void handOut(Instant at) {
        handedOut = at;
        times++;
        if (stamps.firstAttempt() == null) {
            stamps = stamps.withFirstAttempt(at);
        }
    }

    /** The answer it was in never left. */
    void takeBack() {
        handedOut = null;
    }

    int times() {
        return times;
    }

    LatencyStamps stamps() {
        return stamps;
    }
}
