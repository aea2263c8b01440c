// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import java.util.Set;
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
    private static final TypesMeant ALL = new TypesMeant(Set.of());

    private final Set<String> names;

    private TypesMeant(Set<String> names) {
        this.names = names;
    }

    static TypesMeant of(String text) {
        // an alternative or a choice could hold for any type, whatever stands before it
        if (text.contains("||") || text.contains("?")) {
            return ALL;
        }
        Matcher one = ONE.matcher(text);
        if (one.matches()) {
            return new TypesMeant(Set.of(one.group(1)));
        }
        Matcher several = SEVERAL.matcher(text);
        return several.matches()
                ? new TypesMeant(NAME.matcher(several.group(1))
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toUnmodifiableSet()))
                : ALL;
    }

    /** By its name, as conditions write it. */
    boolean include(String type) {
        return names.isEmpty() || names.contains(type);
    }
}
