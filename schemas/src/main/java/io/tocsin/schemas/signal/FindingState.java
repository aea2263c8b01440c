// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** Where a detection stands at its source. */
public enum FindingState {
    UNKNOWN,
    NEW,
    IN_PROGRESS,
    RESOLVED,
    FALSE_POSITIVE,
    SUPPRESSED;

    /** What a signal says by which a source reports it. */
    public SignalType reported() {
        return switch (this) {
            case NEW -> SignalType.THREAT_DETECTED;
            case RESOLVED, FALSE_POSITIVE -> SignalType.THREAT_RESOLVED;
            case IN_PROGRESS, SUPPRESSED, UNKNOWN -> SignalType.THREAT_UPDATED;
        };
    }
}
