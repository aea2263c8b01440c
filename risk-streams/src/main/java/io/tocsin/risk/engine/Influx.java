// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Cause;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.principal.Inflow;
import io.tocsin.risk.principal.Inflows;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.principal.RiskRecord.Lifecycle;
import io.tocsin.risk.principal.RiskRecords;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision.Trigger;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Takes what other principals contribute into one record. What comes from another partition may come early, before the
 * session itself was heard of, or late, when its time has gone on or it is over: one partition is busy, another has
 * caught up. So it is judged as of when it began, and outcomes do not depend on who is faster.
 */
final class Influx {
    private final Conclusion conclusion;
    private final Outflows outflows;

    Influx(Conclusion conclusion, Outflows outflows) {
        this.conclusion = conclusion;
        this.outflows = outflows;
    }

    /** Takes in what another principal contributes, or the record of one that turned out to be this one. */
    void take(RiskRecord record, RiskFlow flow, Regime regime, Effects effects) {
        if (record.mergedInto().isPresent()) {
            effects.flow(Outflows.readdressed(flow, record.mergedInto().get()));
            return;
        }
        boolean isSession = record.principal().kind() == PrincipalKind.SESSION;
        if (flow.from().kind() == PrincipalKind.SESSION && !isSession) {
            // a session has nothing to contribute but its end
            if (record.sessions().unbind(flow.from())) {
                effects.change();
            }
            return;
        }
        // whoever is seen on a device again hears again what it has contributed since the same signal, as of then
        String input = flow.from().text() + "|" + flow.trigger() + "|" + flow.at();
        if (record.hasSeen(input)) {
            again(record, input, regime, flow.stamps(), effects);
            outflows.repeat(record, regime, flow.trigger(), null, flow.stamps(), effects);
            return;
        }
        Instant began = later(flow.at(), record.opened());
        Cause cause = Cause.silent(input, new Trigger.Told(flow.trigger()), began, flow.stamps());
        Inflow inflow = new Inflow(flow.trigger(), flow.at(), flow.shares());
        if (record.lifecycle() == Lifecycle.OVER) {
            takeAfterItsEnd(record, flow, inflow, regime, cause, effects);
            return;
        }
        if (record.inflows().isPredecessor(flow.from())) {
            return;
        }
        effects.change();
        record.advance(flow.at());
        List<Conclusion.Before> before = conclusion.before(record, regime);
        String fold = flow.fold();
        if (fold != null) {
            record.absorb(RiskRecords.read(Base64.getDecoder().decode(fold)));
        } else if (record.lifecycle() == Lifecycle.UNHEARD) {
            record.inflows().receiveEarly(flow.from(), inflow);
        } else {
            record.inflows().receive(flow.from(), inflow);
            if (isSession && began.isBefore(record.clock())) {
                conclusion.drawLate(record, regime, began, cause, effects);
                before = conclusion.before(record, regime);
            }
        }
        conclusion.draw(
                record,
                regime,
                before,
                cause,
                null,
                true,
                Collections.nCopies(regime.policies().size(), new Testimony.Weighed(true, true)),
                effects);
        if (fold != null || !isSession) {
            outflows.changed(record, regime, flow.trigger(), flow.at(), flow.stamps(), effects);
        }
        record.see(input);
    }

    /** The session was heard of: what was contributed and taken back until then is judged as of when it began. */
    void judgeEarly(RiskRecord record, Regime regime, Cause cause, Effects effects) {
        for (Inflows.Early early : record.inflows().takeEarly()) {
            if (record.lifecycle() == Lifecycle.LIVE) {
                Inflow now =
                        record.inflows().receive(early.from(), early.inflow()).orElse(early.inflow());
                Instant began = later(early.inflow().at(), record.opened());
                Trigger trigger = new Trigger.Told(early.inflow().trigger());
                conclusion.drawLate(
                        record, regime, began, Cause.silent(cause.input(), trigger, began, cause.stamps()), effects);
                record.inflows().receive(early.from(), now);
            }
        }
    }

    /** An input came again: what it brought about is told again. */
    void again(RiskRecord record, String input, Regime regime, LatencyStamps stamps, Effects effects) {
        var decisions = record.decisionsFor(input);
        decisions.forEach(effects::repeat);
        conclusion.repeat(record, regime, effects);
        if (record.lifecycle() == Lifecycle.OVER && !decisions.isEmpty()) {
            outflows.over(record, input, stamps, effects);
        }
    }

    /**
     * It was sent before its sender knew that the session is over. A session that was revoked is told nothing more; one
     * that ended would have been revoked, if what began before its end had come in time.
     */
    private void takeAfterItsEnd(
            RiskRecord record, RiskFlow flow, Inflow inflow, Regime regime, Cause cause, Effects effects) {
        if (!record.active().isOver() && flow.fold() == null && cause.at().isBefore(record.clock())) {
            record.inflows().receive(flow.from(), inflow);
            record.asWhileItLasted(() -> conclusion.drawLate(record, regime, cause.at(), cause, effects));
            effects.change();
            record.see(cause.input());
        }
        // whoever still tells it things has not heard
        outflows.over(record, flow.from(), flow.trigger(), flow.stamps(), effects);
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
