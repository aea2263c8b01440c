// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import io.tocsin.schemas.signal.SignalType;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The signal types that a condition can hold for, where its text shows it at a glance: it begins with a test of the
 * type that all the rest is joined to by {@code &&}. Most conditions do, and most signals are of another type, so that
 * this spares most of what asking them costs. Where the text does not show it, every type is meant.
 */
final class TypesMeant {
    private static final Pattern ONE =
            Pattern.compile("^\\s*signal\\.type\\s*==\\s*\"(\\w+)\"\\s*(&&.*)?$", Pattern.DOTALL);
    private static final Pattern SEVERAL =
            Pattern.compile("^\\s*signal\\.type\\s+in\\s+\\[([\\w\\s\",]*)]\\s*(&&.*)?$", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\"(\\w+)\"");
    private static final TypesMeant ALL = new TypesMeant(EnumSet.allOf(SignalType.class));

    private final EnumSet<SignalType> types;

    private TypesMeant(EnumSet<SignalType> types) {
        this.types = types;
    }

    static TypesMeant of(String text) {
        // an alternative or a choice could hold for any type, whatever stands before it
        if (text.contains("||") || text.contains("?")) {
            return ALL;
        }
        Matcher one = ONE.matcher(text);
        if (one.matches()) {
            return named(one.group(1)::equals);
        }
        Matcher several = SEVERAL.matcher(text);
        if (!several.matches()) {
            return ALL;
        }
        Set<String> names = NAME.matcher(several.group(1))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toUnmodifiableSet());
        return named(names::contains);
    }

    private static TypesMeant named(Predicate<String> which) {
        EnumSet<SignalType> types = EnumSet.allOf(SignalType.class);
        types.removeIf(type -> !which.test(type.name()));
        return new TypesMeant(types);
    }

    boolean include(SignalType type) {
        return types.contains(type);
    }
}
