// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.DeliveryReport;

/** How a pending SET ended; on the way from its lane to the one thread that may clear it from the store. */
public record Ending(PendingSet set, DeliveryReport.Result result, int attempts, LatencyStamps stamps) {
    public Ending {
        requireNonNull(set, "set");
        requireNonNull(result, "result");
        requireNonNull(stamps, "stamps");
    }
}
