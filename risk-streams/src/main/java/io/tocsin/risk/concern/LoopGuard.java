// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.concern;

import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;

/**
 * What our own SETs caused at a vendor is never evidence again, nor is a recording that is played: both would let the
 * hub convince itself. A recording stays readable in its topic and goes no further; an echo goes to whom it is about,
 * so that it is on record why it was not answered. A heartbeat and a gap are about nobody.
 */
public final class LoopGuard {
    private LoopGuard() {}

    public static boolean isEvidence(Signal signal) {
        return signal.type() != SignalType.OWN_SET_ECHO
                && signal.type() != SignalType.HEARTBEAT
                && signal.type() != SignalType.SOURCE_GAP
                && signal.provenance().causedByJti() == null
                && !signal.provenance().replay();
    }

    /** Is it what a SET of ours caused? Told for the record alone: that nothing was answered, and why. */
    public static boolean isEcho(Signal signal) {
        return signal.provenance().causedByJti() != null
                && !signal.provenance().replay()
                && signal.type() != SignalType.OWN_SET_ECHO
                && signal.type() != SignalType.HEARTBEAT;
    }
}
