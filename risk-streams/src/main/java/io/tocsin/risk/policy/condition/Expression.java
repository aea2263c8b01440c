// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** An expression over a signal, compiled and type-checked. Used by any number of threads. */
public final class Expression {
    private final String owner;
    private final String text;
    private final Program program;
    private final LongAdder failures = new LongAdder();

    Expression(String owner, String text, Program program) {
        this.owner = owner;
        this.text = text;
        this.program = program;
    }

    static Expression constant(String text, Object value) {
        return new Expression("", text, facts -> value);
    }

    /** What it gives; nothing where it fails, most often for a member that this signal does not have. */
    public Optional<Object> value(SignalFacts facts) {
        try {
            return Optional.ofNullable(program.eval(facts));
        } catch (CelEvaluationException e) {
            failures.increment();
            return Optional.empty();
        }
    }

    /** The same as text, so that values can be told apart and kept; an empty text is no value. */
    public Optional<String> text(SignalFacts facts) {
        return value(facts).map(String::valueOf).filter(value -> !value.isEmpty());
    }

    /** As the document has it. */
    public String text() {
        return text;
    }

    /** Where it stands in the document. */
    public String owner() {
        return owner;
    }

    /** How often it failed while it ran. */
    public long failures() {
        return failures.sum();
    }

    /** It compiled. */
    interface Program {
        Object eval(SignalFacts facts) throws CelEvaluationException;
    }
}
