// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.opinion;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.Contribution;

/** The stored form of a contribution. */
public final class Contributions {
    private Contributions() {}

    public static void write(StateWriter out, Contribution contribution) {
        out.text(contribution.rule());
        out.text(contribution.signalId());
        out.id(contribution.origin());
        out.float64(contribution.weight());
        out.optional(contribution.halfLife(), out::duration);
        out.instant(contribution.since());
    }

    public static Contribution read(StateReader in) {
        return new Contribution(in.text(), in.text(), in.id(), in.float64(), in.optional(in::duration), in.instant());
    }
}
