// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.transmitter.lane.order.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a lane keeps of one SET. Token and stamps have a lock of their own; all else is guarded by the lane. */
public abstract class LaneSlot {
    private final PendingSet set;
    private final Urgency urgency;
    private final String orderKey;
    private @Nullable String token;
    private LatencyStamps stamps;

    protected LaneSlot(PendingSet set) {
        this.set = set;
        this.urgency = set.urgency();
        this.orderKey = set.orderKey();
        this.stamps = set.entry().stamps();
    }

    public final PendingSet set() {
        return set;
    }

    public final Urgency urgency() {
        return urgency;
    }

    public final String orderKey() {
        return orderKey;
    }

    /** Has it never left us? */
    protected abstract boolean untouched();

    /** May the receiver have it before it is asked again? */
    protected abstract boolean away();

    /** Requests it was in so far. */
    protected abstract int attempts();

    /** The signed SET; every retry sends this very token while its key is published. */
    public final synchronized @Nullable String token() {
        return token;
    }

    /** Two may have it signed at one time: both send what the first one made. */
    public final synchronized String signed(@Nullable String before, String fresh, Instant at) {
        String kept = token;
        if (kept == null || (kept.equals(before) && !kept.equals(fresh))) {
            token = fresh;
            stamps = stamps.withSigned(at);
            return fresh;
        }
        return kept;
    }

    public final synchronized void left(Instant at) {
        if (stamps.firstAttempt() == null) {
            stamps = stamps.withFirstAttempt(at);
        }
    }

    /**
     * How it ended.
     *
     * @param at when the receiver said so; stamped if it took the SET
     */
    public final synchronized Ending ended(DeliveryReport.Result result, Instant at) {
        return new Ending(
                set,
                result,
                attempts(),
                result instanceof DeliveryReport.Result.Acknowledged ? stamps.withAcknowledged(at) : stamps);
    }
}
