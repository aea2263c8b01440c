// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of CEL that most conditions are made of, answered without its machinery, which takes some fifty times as
 * long: members that are text or truth, {@code has()}, comparisons with text, and what joins them. Where anything else
 * would decide, a member that is absent above all, there is no answer, and CEL has to be asked: so both always agree.
 */
final class Shortcut {
    private static final Part UNSURE = signal -> null;

    private Shortcut() {}

    /** Text, truth or a map of members; absent where only CEL knows. */
    interface Part {
        @Nullable
        Object value(Map<String, Object> signal);
    }

    static Part of(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> expression.ident().name().equals(SignalFacts.VARIABLE) ? signal -> signal : UNSURE;
            case SELECT -> member(expression.select());
            case CALL -> call(expression.call());
            default -> UNSURE;
        };
    }

    private static Part constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> {
                String text = constant.stringValue();
                yield signal -> text;
            }
            case BOOLEAN_VALUE -> {
                Boolean truth = constant.booleanValue();
                yield signal -> truth;
            }
            default -> UNSURE;
        };
    }

    private static Part member(CelExpr.CelSelect select) {
        Part owner = of(select.operand());
        String name = select.field();
        if (select.testOnly()) {
            return signal -> owner.value(signal) instanceof Map<?, ?> members ? members.containsKey(name) : null;
        }
        return signal -> owner.value(signal) instanceof Map<?, ?> members ? plain(members.get(name)) : null;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Map ? value : null;
    }

    private static Part call(CelExpr.CelCall call) {
        ImmutableList<CelExpr> args = call.args();
        return switch (call.function()) {
            case "_&&_" -> both(of(args.get(0)), of(args.get(1)), false);
            case "_||_" -> both(of(args.get(0)), of(args.get(1)), true);
            case "!_" -> {
                Part negated = of(args.getFirst());
                yield signal -> negated.value(signal) instanceof Boolean truth ? !truth : null;
            }
            case "_==_" -> equal(of(args.get(0)), of(args.get(1)), true);
            case "_!=_" -> equal(of(args.get(0)), of(args.get(1)), false);
            case "@in" -> in(of(args.get(0)), args.get(1));
            default -> UNSURE;
        };
    }

    /** One side that is {@code decisive} decides, whatever the other is, even an error. */
    private static Part both(Part one, Part other, boolean decisive) {
        return signal -> {
            Object first = one.value(signal);
            if (first instanceof Boolean truth && truth == decisive) {
                return decisive;
            }
            Object second = other.value(signal);
            if (second instanceof Boolean truth && truth == decisive) {
                return decisive;
            }
            return (first instanceof Boolean && second instanceof Boolean) ? !decisive : null;
        };
    }

    private static Part equal(Part one, Part other, boolean wanted) {
        return signal -> one.value(signal) instanceof String text && other.value(signal) instanceof String with
                ? text.equals(with) == wanted
                : null;
    }

    private static Part in(Part one, CelExpr list) {
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return UNSURE;
        }
        Set<String> texts = new HashSet<>();
        for (CelExpr element : list.list().elements()) {
            if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || element.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                return UNSURE;
            }
            texts.add(element.constant().stringValue());
        }
        return signal -> one.value(signal) instanceof String text ? texts.contains(text) : null;
    }
}
