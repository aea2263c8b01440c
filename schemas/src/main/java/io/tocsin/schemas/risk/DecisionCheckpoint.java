// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

/**
 * A signed statement of what a partition of {@code decisions} held up to one offset.
 *
 * @param last the offset it reaches
 * @param jws compact (RFC 7515 §7.1); only what is in there is signed
 */
public record DecisionCheckpoint(int partition, long last, String jws) {
    public DecisionCheckpoint {
        requireNonNull(jws, "jws");
    }
}
