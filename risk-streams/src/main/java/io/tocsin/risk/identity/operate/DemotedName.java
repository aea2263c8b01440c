// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.IdentifierKind;
import java.time.Instant;
import java.util.List;

/**
 * A strong name that proves nothing any more.
 *
 * @param value as names are compared, not as a source spelled it
 * @param evidence the signal that showed it
 * @param holders on whom it was seen
 */
public record DemotedName(
        String tenant,
        IdentifierKind kind,
        String namespace,
        String value,
        String evidence,
        Instant at,
        List<CanonicalId> holders) {
    public DemotedName {
        holders = List.copyOf(holders);
    }
}
