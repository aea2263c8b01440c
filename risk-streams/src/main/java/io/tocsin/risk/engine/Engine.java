// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.engine;

import io.tocsin.risk.decision.Echoes;
import io.tocsin.risk.decision.Effects;
import io.tocsin.risk.decision.Outcomes;
import io.tocsin.risk.decision.Rulings;
import io.tocsin.risk.decision.Verdicts;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.risk.regime.Neighbourhood;
import io.tocsin.risk.regime.Regime;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.Signal;
import java.time.Instant;
import java.util.function.Function;

/**
 * Takes one input into one record, and says what follows. Pure but for what it is told of the neighbourhood: no clock,
 * no store, no Kafka; the same inputs in the same order, deadlines among them, lead to the same bytes.
 */
public final class Engine {
    private final Judge judge;
    private final Influx influx;
    private final Passing passing;
    private final Rulings rulings;
    private final Doubts doubts;

    /**
     * @param write a decision as its topic carries it
     * @param read the other way
     */
    public Engine(Neighbourhood around, Function<Decision, byte[]> write, Function<byte[], Decision> read) {
        Outcomes outcomes = new Outcomes(around, write);
        Verdicts verdicts = new Verdicts(outcomes);
        Outflows outflows = new Outflows();
        this.rulings = new Rulings(read, write);
        Conclusion conclusion = new Conclusion(verdicts, rulings, outflows, around);
        this.influx = new Influx(conclusion, outflows);
        this.judge = new Judge(conclusion, outflows, rulings, new Echoes(verdicts), influx);
        this.passing = new Passing(conclusion, rulings, outflows);
        this.doubts = new Doubts(conclusion, outflows, read);
    }

    /** A signal that the identity stage addressed to this principal. */
    public Effects take(RiskRecord record, Signal signal, Regime regime) {
        Effects effects = governed(record, regime);
        judge.take(record, signal, regime, effects);
        return looksAhead(record, regime, effects);
    }

    /** What another principal contributes, or the record of one that turned out to be this one. */
    public Effects take(RiskRecord record, RiskFlow flow, Regime regime) {
        Effects effects = governed(record, regime);
        influx.take(record, flow, regime, effects);
        return looksAhead(record, regime, effects);
    }

    public Effects take(RiskRecord record, RiskControl.HeldVerdict verdict, Regime regime) {
        Effects effects = governed(record, regime);
        rulings.take(record, verdict, effects);
        return looksAhead(record, regime, effects);
    }

    public Effects take(RiskRecord record, RiskControl.Feedback feedback, Regime regime) {
        Effects effects = governed(record, regime);
        doubts.take(record, feedback, regime, effects);
        return looksAhead(record, regime, effects);
    }

    /** Event time has come to {@code at}, the record's deadline or another moment at which something changed around. */
    public Effects pass(RiskRecord record, Instant at, Regime regime) {
        Effects effects = governed(record, regime);
        passing.to(record, at, regime, effects);
        return looksAhead(record, regime, effects);
    }

    private static Effects governed(RiskRecord record, Regime regime) {
        // nothing to store for that alone: it is done again, to the same effect, until something is
        regime.governs(record);
        return new Effects();
    }

    private static Effects looksAhead(RiskRecord record, Regime regime, Effects effects) {
        if (effects.changed()) {
            record.deadline(Horizon.next(record, regime).orElse(null));
        }
        return effects;
    }
}
