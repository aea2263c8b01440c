// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;

/**
 * An upper bound on the steps an expression takes, told before it runs; the library has none of its own. Lists of a
 * signal are taken to have {@value #ASSUMED_LENGTH} entries; a longer one is stopped while it runs.
 */
final class Cost {
    /** A condition of a hundred comparisons, or one that goes through a list of a signal, is far below. */
    static final long LIMIT = 20_000;

    private static final int ASSUMED_LENGTH = 100;

    private Cost() {}

    static long of(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT, NOT_SET -> 0;
            case IDENT -> 1;
            case SELECT -> sum(1, of(expr.select().operand()));
            case CALL ->
                sum(
                        call(expr.call().function()),
                        expr.call().target().map(Cost::of).orElse(0L),
                        of(expr.call().args()));
            case LIST -> sum(1, of(expr.list().elements()));
            case STRUCT ->
                sum(
                        1,
                        of(expr.struct().entries().stream()
                                .map(CelExpr.CelStruct.Entry::value)
                                .toList()));
            case MAP ->
                sum(
                        1,
                        of(expr.map().entries().stream()
                                .map(CelExpr.CelMap.Entry::value)
                                .toList()),
                        of(expr.map().entries().stream()
                                .map(CelExpr.CelMap.Entry::key)
                                .toList()));
            case COMPREHENSION -> loop(expr.comprehension());
        };
    }

    private static long loop(CelComprehension loop) {
        CelExpr range = loop.iterRange();
        long turns = range.getKind() == Kind.LIST ? range.list().elements().size() : ASSUMED_LENGTH;
        long turn = sum(1, of(loop.loopCondition()), of(loop.loopStep()));
        return sum(of(range), of(loop.accuInit()), times(turns, turn), of(loop.result()));
    }

    private static long call(String function) {
        return switch (function) {
            case "matches" -> 50;
            case "contains", "startsWith", "endsWith", "_+_", "@in", "size" -> 5;
            default -> 1;
        };
    }

    private static long of(List<CelExpr> parts) {
        return parts.stream().mapToLong(Cost::of).reduce(0, Cost::sum);
    }

    private static long sum(long... parts) {
        long sum = 0;
        for (long part : parts) {
            sum = sum + part < 0 ? Long.MAX_VALUE : sum + part;
        }
        return sum;
    }

    private static long times(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }
}
