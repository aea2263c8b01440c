// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Opinion;
import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.policy.Response;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.regime.Applied;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.signal.Signal;
import java.util.Set;

/**
 * Signals that a SET of ours caused. They are evidence of nothing; but where a policy would have answered one outright,
 * had somebody else caused it, that it did not is recorded: once for each response and SET.
 */
public final class Echoes {
    private final Verdicts verdicts;

    public Echoes(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    public void hear(RiskRecord record, Signal signal, Regime regime, LatencyStamps stamps, Effects effects) {
        String jti = signal.provenance().causedByJti();
        if (jti == null || record.lifecycle() == Lifecycle.UNHEARD) {
            return;
        }
        String input = Remembered.echoOf(jti);
        if (record.hasSeen(input)) {
            record.decisionsFor(input).forEach(effects::repeat);
            return;
        }
        Heard heard = new Heard(signal, Heard.eventTime(signal), Set.of(), null, false, false);
        Cause cause = new Cause(
                input,
                new Trigger.Told(signal.id()),
                signal.source().connector(),
                false,
                false,
                heard.at(),
                stamps,
                heard,
                signal.initiatingEntity(),
                null);
        for (int i = 0; i < regime.policies().size(); i++) {
            Applied applied = regime.policies().get(i);
            Opinion opinion = record.opinions().get(i);
            for (Response response : applied.policy().responses()) {
                if (response.of().contains(record.principal().kind())
                        && response.on() instanceof Response.On.Told told
                        && heard.is(told.condition())) {
                    verdicts.suppressEcho(response, record, opinion, applied, cause, jti, effects);
                }
            }
        }
        if (effects.changed()) {
            record.see(input);
        }
    }
}
