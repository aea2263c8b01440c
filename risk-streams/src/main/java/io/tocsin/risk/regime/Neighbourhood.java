// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.regime;

import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a decision about one principal has to know of the others of its partition. */
public interface Neighbourhood {
    /** Knows nobody: every source is heard, and nothing is too much. */
    Neighbourhood EMPTY = new Neighbourhood() {
        @Override
        public boolean isQuiet(String tenant, String vendor, Duration heartbeat, Instant at) {
            return false;
        }

        @Override
        public Grounds.@Nullable Counted counted(Applied policy, CanonicalId principal, String connector, Instant at) {
            return null;
        }

        @Override
        public void revoked(Applied policy, CanonicalId principal, String connector, Instant at) {}
    };

    /** Has this vendor said nothing, about anybody, for {@code heartbeat}? */
    public boolean isQuiet(String tenant, String vendor, Duration heartbeat, Instant at);

    /**
     * What the policy's breaker has counted once this principal is revoked too, where that comes closest to its limit
     * or goes farthest beyond; null where nothing is too much.
     */
    public Grounds.@Nullable Counted counted(Applied policy, CanonicalId principal, String connector, Instant at);

    /** A policy revoked this principal by itself. */
    public void revoked(Applied policy, CanonicalId principal, String connector, Instant at);
}
