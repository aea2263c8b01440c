// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.risk.LatencyStamps;
import org.jspecify.annotations.Nullable;

/**
 * The end of one SET on one stream.
 *
 * @param attempts requests made, 0 where none was needed
 */
public record DeliveryReport(
        String streamId, String jti, @Nullable String txn, Result result, int attempts, LatencyStamps stamps) {
    public DeliveryReport {
        requireNonNull(streamId, "streamId");
        requireNonNull(jti, "jti");
        requireNonNull(result, "result");
        requireNonNull(stamps, "stamps");
    }

    /** How it ended. */
    public sealed interface Result {
        /** The receiver has it. */
        record Acknowledged() implements Result {}

        /** The receiver refused this SET for good; {@code err} is its code (RFC 8935 §2.4). */
        record Rejected(String err, @Nullable String description) implements Result {}

        /** Given up by us: stream deleted, retention over. */
        record Dropped(String reason) implements Result {}
    }
}
