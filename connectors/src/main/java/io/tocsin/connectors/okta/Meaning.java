// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import org.jspecify.annotations.Nullable;

/**
 * What an event says.
 *
 * @param about whom it must name to say anything; absent where it need not
 */
record Meaning(
        SignalType type, SignalPayload payload, @Nullable PrincipalKind about) {
    /** Kept under the vendor's own type, for whoever wants to look; no rule knows it. */
    static final Meaning UNKNOWN = new Meaning(SignalType.UNKNOWN, new SignalPayload.None(), null);
}
