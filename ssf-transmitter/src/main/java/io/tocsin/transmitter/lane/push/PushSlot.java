// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.push;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.transmitter.lane.PendingSet;
import io.tocsin.transmitter.lane.Window;
import org.jspecify.annotations.Nullable;

/** One SET in a push lane. Guarded by its lane, but for token and stamps, which only the attempt under way touches. */
final class PushSlot implements Window.Slot {
    private final PendingSet set;
    private PushState state = new PushState.Waiting();
    private volatile @Nullable String token;
    private volatile LatencyStamps stamps;

    PushSlot(PendingSet set) {
        this.set = set;
        this.stamps = set.entry().stamps();
    }

    @Override
    public PendingSet set() {
        return set;
    }

    String orderKey() {
        return set.entry().orderKey();
    }

    PushState state() {
        return state;
    }

    void become(PushState next) {
        state = next;
    }

    /** The signed SET; every retry sends this very token. */
    @Nullable
    String token() {
        return token;
    }

    LatencyStamps stamps() {
        return stamps;
    }

    void signed(String signedToken, LatencyStamps at) {
        token = signedToken;
        stamps = at;
    }

    void stamp(LatencyStamps at) {
        stamps = at;
    }
}
