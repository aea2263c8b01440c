// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.diff;

import io.tocsin.risk.backtest.consequence.Consequence;
import java.time.Duration;

/** What becomes of one revocation when the policy changes. */
public sealed interface Change {
    /** What to show of it: by the candidate, or by the present policy where the candidate does nothing. */
    Consequence shown();

    /** The candidate revokes, the present policy does not. */
    record Revoked(Consequence shown) implements Change {}

    /** The present policy revokes, the candidate does not. */
    record Spared(Consequence shown) implements Change {}

    /**
     * Both do, at different times.
     *
     * @param later by how much the candidate is later; negative where it is earlier
     */
    record Moved(Consequence shown, Consequence before, Duration later) implements Change {}

    /** Both do, at the same time. */
    record Same(Consequence shown, Consequence before) implements Change {}
}
