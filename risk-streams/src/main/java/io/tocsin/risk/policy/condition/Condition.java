// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A condition over a signal, compiled and known to give a truth value. */
public final class Condition {
    private final String owner;
    private final CelRuntime.Program program;
    private final LongAdder failures = new LongAdder();

    Condition(String owner, CelRuntime.Program program) {
        this.owner = owner;
        this.program = program;
    }

    /**
     * Does it hold? A condition that fails while it runs, most often for a member that this signal does not have, does
     * not: a rule must never match for want of knowledge.
     */
    public boolean matches(SignalFacts facts) {
        try {
            return Boolean.TRUE.equals(program.eval(Map.of(SignalFacts.VARIABLE, facts.values())));
        } catch (CelEvaluationException e) {
            failures.increment();
            return false;
        }
    }

    /** Where it stands in the document. */
    public String owner() {
        return owner;
    }

    public long failures() {
        return failures.sum();
    }
}
