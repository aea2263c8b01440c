// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;

/**
 * Risk that flows from one kind of principal to sessions.
 *
 * @param from never SESSION
 * @param factor above 0 to 1, multiplies every weight that flows
 */
public record Propagation(PrincipalKind from, Reach to, double factor) {

    /** Which sessions. */
    public sealed interface Reach {
        /** Those bound to the principal itself. */
        record Sessions() implements Reach {}

        /** Of a device: every session of whoever was seen on it within so long, on whatever device the session is. */
        record SessionsOfUsers(Duration observedWithin) implements Reach {}
    }
}
