// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.Contribution;
import java.time.Instant;
import java.util.List;

/**
 * What one other principal contributes at present.
 *
 * @param trigger the signal that last changed it
 * @param at that signal's event time
 */
public record Inflow(String trigger, Instant at, List<Contribution> contributions) {
    public Inflow {
        contributions = List.copyOf(contributions);
    }

    void write(StateWriter out) {
        out.text(trigger);
        out.instant(at);
        out.each(contributions, c -> Contributions.write(out, c));
    }

    static Inflow read(StateReader in) {
        return new Inflow(in.text(), in.instant(), in.each(() -> Contributions.read(in)));
    }
}
