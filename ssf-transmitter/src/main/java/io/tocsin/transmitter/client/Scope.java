// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The two scopes of the management API (CAEP interoperability profile §2.7.3). */
public enum Scope {
    /** Reads configurations and status, and polls. */
    READ("ssf.read"),
    /** Everything {@link #READ} allows, and everything else. */
    MANAGE("ssf.manage");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As it stands in a token's {@code scope}. */
    public String text() {
        return text;
    }

    /** The scope of that name; empty for one that has no meaning here. */
    public static Optional<Scope> parse(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** Those in a {@code scope} parameter or claim (RFC 6749 §3.3) that have a meaning here. */
    public static Set<Scope> parseText(String text) {
        return parseAll(new HashSet<>(Arrays.asList(text.split(" ", -1))));
    }

    /** Those among the names that have a meaning here. */
    public static Set<Scope> parseAll(Set<String> names) {
        return names.stream().flatMap(name -> parse(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Does having this one allow what needs {@code needed}? */
    public boolean covers(Scope needed) {
        return this == MANAGE || this == needed;
    }
}
