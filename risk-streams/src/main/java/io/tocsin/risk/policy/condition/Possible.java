// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a member can still be after the comparisons so far.
 *
 * @param among one of these; absent: anything
 * @param not none of these
 * @param above a number at least this, or above it if {@code openBelow}; the same on the other side
 */
record Possible(
        @Nullable List<Object> among,
        List<Object> not,
        double above,
        boolean openBelow,
        double below,
        boolean openAbove) {
    static final Possible ANYTHING =
            new Possible(null, List.of(), Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    boolean isNothing() {
        if (above > below || (above == below && (openBelow || openAbove))) {
            return true;
        }
        return among != null && among.stream().noneMatch(this::allows);
    }

    Possible among(List<Object> values) {
        List<Object> both =
                among == null ? values : among.stream().filter(values::contains).toList();
        return new Possible(both, not, above, openBelow, below, openAbove);
    }

    Possible compared(String function, Object value) {
        return switch (function) {
            case "_==_" -> among(List.of(value));
            case "_!=_" -> {
                List<Object> more = new ArrayList<>(not);
                more.add(value);
                yield new Possible(among, List.copyOf(more), above, openBelow, below, openAbove);
            }
            case "_>_" -> number(value).map(n -> atLeast(n, true)).orElse(this);
            case "_>=_" -> number(value).map(n -> atLeast(n, false)).orElse(this);
            case "_<_" -> number(value).map(n -> atMost(n, true)).orElse(this);
            default -> number(value).map(n -> atMost(n, false)).orElse(this);
        };
    }

    private Possible atLeast(double n, boolean open) {
        return n > above || (n == above && open) ? new Possible(among, not, n, open, below, openAbove) : this;
    }

    private Possible atMost(double n, boolean open) {
        return n < below || (n == below && open) ? new Possible(among, not, above, openBelow, n, open) : this;
    }

    private boolean allows(Object value) {
        if (not.contains(value)) {
            return false;
        }
        return number(value)
                .map(n -> (openBelow ? n > above : n >= above) && (openAbove ? n < below : n <= below))
                .orElse(true);
    }

    private static Optional<Double> number(Object value) {
        return value instanceof Double number ? Optional.of(number) : Optional.empty();
    }
}
