// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds conditions that type-check and can never hold: what is joined by {@code &&} asks one member for two different
 * values, or for a number above and below.
 */
final class Plausibility {
    private static final String AND = "_&&_";
    private static final String IN = "@in";
    private static final Map<String, String> MIRRORED =
            Map.of("_==_", "_==_", "_!=_", "_!=_", "_<_", "_>_", "_<=_", "_>=_", "_>_", "_<_", "_>=_", "_<=_");

    private Plausibility() {}

    /** A part that cannot hold together with what stands before it. */
    record Contradiction(CelExpr where, String member) {}

    /** The first contradiction in the expression or any part of it. */
    static Optional<Contradiction> contradiction(CelExpr expr) {
        List<CelExpr> joined = new ArrayList<>();
        join(expr, joined);
        Map<String, Possible> possible = new HashMap<>();
        for (CelExpr part : joined) {
            Optional<Contradiction> here = narrow(part, possible);
            if (here.isPresent()) {
                return here;
            }
        }
        return joined.stream()
                .flatMap(Plausibility::parts)
                .flatMap(part -> contradiction(part).stream())
                .findFirst();
    }

    /** A list that nothing is in, or that is compared with nothing. */
    private static Optional<Contradiction> narrow(CelExpr part, Map<String, Possible> possible) {
        if (part.getKind() != Kind.CALL || part.call().args().size() != 2) {
            return Optional.empty();
        }
        String function = part.call().function();
        CelExpr left = part.call().args().get(0);
        CelExpr right = part.call().args().get(1);
        if (function.equals(IN) && right.getKind() == Kind.LIST) {
            List<Object> values = right.list().elements().stream()
                    .flatMap(Plausibility::literal)
                    .toList();
            boolean all = values.size() == right.list().elements().size();
            return all ? narrow(part, left, one -> one.among(values), possible) : Optional.empty();
        }
        if (!MIRRORED.containsKey(function)) {
            return Optional.empty();
        }
        Optional<Object> value = literal(right).findFirst();
        return value.isPresent()
                ? narrow(part, left, one -> one.compared(function, value.get()), possible)
                : literal(left)
                        .findFirst()
                        .flatMap(mirrored ->
                                narrow(part, right, one -> one.compared(MIRRORED.get(function), mirrored), possible));
    }

    private static Optional<Contradiction> narrow(
            CelExpr part,
            CelExpr member,
            java.util.function.UnaryOperator<Possible> by,
            Map<String, Possible> possible) {
        Optional<String> path = path(member);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Possible now = by.apply(possible.getOrDefault(path.get(), Possible.ANYTHING));
        possible.put(path.get(), now);
        return now.isNothing() ? Optional.of(new Contradiction(part, path.get())) : Optional.empty();
    }

    private static void join(CelExpr expr, List<CelExpr> joined) {
        if (expr.getKind() == Kind.CALL && expr.call().function().equals(AND)) {
            expr.call().args().forEach(part -> join(part, joined));
        } else {
            joined.add(expr);
        }
    }

    private static Stream<CelExpr> parts(CelExpr expr) {
        return switch (expr.getKind()) {
            case CALL -> Stream.concat(expr.call().target().stream(), expr.call().args().stream());
            case COMPREHENSION ->
                Stream.of(
                        expr.comprehension().iterRange(),
                        expr.comprehension().loopStep(),
                        expr.comprehension().result());
            default -> Stream.empty();
        };
    }

    /** {@code signal.threat.severity}; empty for anything but members of members. */
    static Optional<String> path(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.of(expr.ident().name());
            case SELECT ->
                expr.select().testOnly()
                        ? Optional.empty()
                        : path(expr.select().operand())
                                .map(owner -> owner + "." + expr.select().field());
            default -> Optional.empty();
        };
    }

    private static Stream<Object> literal(CelExpr expr) {
        if (expr.getKind() != Kind.CONSTANT) {
            return Stream.empty();
        }
        CelConstant constant = expr.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> Stream.of(constant.stringValue());
            case BOOLEAN_VALUE -> Stream.of(constant.booleanValue());
            case INT64_VALUE -> Stream.of((double) constant.int64Value());
            case DOUBLE_VALUE -> Stream.of(constant.doubleValue());
            default -> Stream.empty();
        };
    }
}
