// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import io.tocsin.schemas.signal.SignalType;

/** A condition over a signal, compiled and known to give a truth value. */
public final class Condition {
    /** Holds for no signal. */
    public static final Condition NEVER = new Condition(Expression.constant("false", false));

    private final Expression expression;
    private final TypesMeant types;

    Condition(Expression expression) {
        this.expression = expression;
        this.types = TypesMeant.of(expression.text());
    }

    /**
     * Does it hold? A condition that fails while it runs, most often for a member that this signal does not have, does
     * not: a rule must never match for want of knowledge.
     */
    public boolean matches(SignalFacts facts) {
        return types.include(facts.type())
                && expression.value(facts).filter(Boolean.TRUE::equals).isPresent();
    }

    /** May it hold for a signal of that type? Where not, it need not be asked. */
    public boolean mayHold(SignalType type) {
        return types.include(type);
    }

    /** As the document has it. */
    public String text() {
        return expression.text();
    }

    /** Where it stands in the document. */
    public String owner() {
        return expression.owner();
    }

    public long failures() {
        return expression.failures();
    }
}
