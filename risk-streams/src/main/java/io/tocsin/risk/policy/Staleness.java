// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source whose silence matters. A principal it has spoken of before, and that it is silent about for too long, is at
 * {@code UNKNOWN}: what it held against the principal may be over, and what it would hold now nobody knows.
 *
 * @param source the vendor, as {@code signal.vendor} has it
 * @param of whose risk its silence leaves unknown
 * @param ttl silence about one principal
 * @param heartbeat silence about everybody: then it is the source that is down, and all of them are unknown at once;
 *     absent: not watched
 */
public record Staleness(
        String source,
        Set<PrincipalKind> of,
        Duration ttl,
        @Nullable Duration heartbeat) {
    public Staleness {
        of = Set.copyOf(of);
    }
}
