// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to push a SET (RFC 8935 §2.2 to §2.4). */
public sealed interface PushOutcome {
    /** The receiver has it. */
    record Delivered(int status) implements PushOutcome {}

    /** The receiver refuses this SET for good; others may still be welcome. */
    record Rejected(String err, @Nullable String description) implements PushOutcome {}

    /**
     * The receiver lets nothing of ours in, or is not what its stream says: somebody has to change something first, so
     * trying often is no use.
     *
     * @param reason a short fixed word or a status
     */
    record Refused(String reason) implements PushOutcome {}

    /**
     * May go well the next time.
     *
     * @param retryAfter the least wait the receiver asked for
     */
    record Transient(String reason, @Nullable Duration retryAfter) implements PushOutcome {}

    /** For metrics: a short fixed word. */
    default String word() {
        return switch (this) {
            case Delivered delivered -> "delivered";
            case Rejected rejected -> "rejected";
            case Refused refused -> "refused";
            case Transient failed -> "transient";
        };
    }
}
