// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Cause;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.decision.Rulings;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Lets time come to a moment at which something about a principal changes by itself; see {@link Horizon}. */
final class Passing {
    private final Conclusion conclusion;
    private final Rulings rulings;
    private final Outflows outflows;

    Passing(Conclusion conclusion, Rulings rulings, Outflows outflows) {
        this.conclusion = conclusion;
        this.rulings = rulings;
        this.outflows = outflows;
    }

    void to(RiskRecord record, Instant at, Regime regime, Effects effects) {
        if (record.lifecycle() == Lifecycle.OVER) {
            effects.forget();
            effects.remove();
            return;
        }
        boolean ends = Horizon.end(record).filter(end -> !end.isAfter(at)).isPresent();
        record.advance(at);
        rulings.lapse(record, at, effects);
        Trigger deadline = new Trigger.Deadline(ends ? "lifetime" : "time", at);
        Cause cause = Cause.silent(deadline.id(), deadline, at, LatencyStamps.NONE);
        if (record.lifecycle() == Lifecycle.LIVE && !ends) {
            List<Conclusion.Before> before = conclusion.before(record, regime);
            conclusion.draw(
                    record,
                    regime,
                    before,
                    cause,
                    null,
                    false,
                    Collections.nCopies(regime.policies().size(), Testimony.Weighed.NOTHING),
                    effects);
        }
        if (ends && record.close()) {
            rulings.withdrawAll(record, cause, effects);
            outflows.over(record, deadline.id(), LatencyStamps.NONE, effects);
        }
        effects.change();
    }
}
