// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.concern;

import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;

/**
 * What our own SETs caused at a vendor is never evidence again, nor is a recording that is played: both would let the
 * hub convince itself. Such signals stay readable in their topic and go no further. A heartbeat is about nobody.
 */
public final class LoopGuard {
    private LoopGuard() {}

    public static boolean isEvidence(Signal signal) {
        return signal.type() != SignalType.OWN_SET_ECHO
                && signal.type() != SignalType.HEARTBEAT
                && signal.provenance().causedByJti() == null
                && !signal.provenance().replay();
    }
}
