// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.schemas.signal.IdentifierKind;
import java.time.Instant;
import java.util.List;

/**
 * A signal that is parked.
 *
 * @param source the connector it came by
 * @param kinds of the names it waits for
 * @param since when it came
 * @param until when it will be a dead letter
 */
public record WaitingSignal(
        String tenant,
        String id,
        String source,
        List<IdentifierKind> kinds,
        String reason,
        Instant since,
        Instant until) {
    public WaitingSignal {
        kinds = List.copyOf(kinds);
    }
}
