// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.set.SetClaims;

/**
 * A SET to deliver on one stream. Its claims are fixed here, once; only the signature is made when it is first sent.
 *
 * @param orderKey entries of one stream with the same key are delivered in order, others may overtake
 */
public record OutboxEntry(String streamId, String orderKey, SetClaims claims, LatencyStamps stamps) {
    public OutboxEntry {
        requireNonNull(streamId, "streamId");
        requireNonNull(orderKey, "orderKey");
        requireNonNull(claims, "claims");
        requireNonNull(stamps, "stamps");
    }
}
