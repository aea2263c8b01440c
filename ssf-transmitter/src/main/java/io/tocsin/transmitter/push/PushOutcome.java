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
     * @param reason for people: what was found, without secrets
     */
    record Refused(String reason) implements PushOutcome {}

    /**
     * The receiver takes no more for now (429).
     *
     * @param reason for people
     * @param retryAfter the least wait it asked for; null if it did not say
     */
    record Throttled(String reason, @Nullable Duration retryAfter) implements PushOutcome {}

    /**
     * May go well the next time.
     *
     * @param reason for people
     * @param retryAfter the least wait the receiver asked for
     */
    record Transient(String reason, @Nullable Duration retryAfter) implements PushOutcome {}

    /** For metrics: a short fixed word. */
    default String word() {
        return switch (this) {
            case Delivered delivered -> "delivered";
            case Rejected rejected -> "rejected";
            case Refused refused -> "refused";
            case Throttled throttled -> "throttled";
            case Transient failed -> "transient";
        };
    }
}
