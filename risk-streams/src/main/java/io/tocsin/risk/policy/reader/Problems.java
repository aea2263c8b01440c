// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The mistakes found so far, so that reading can go on after each. */
final class Problems {
    private final List<PolicyException.Problem> found = new ArrayList<>();

    /** Empty after a mistake, which is noted. */
    <T> Optional<T> attempt(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (PolicyException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** After a mistake {@code instead}, which goes no further than the document's reader. */
    <T> T or(T instead, Supplier<T> read) {
        return attempt(read).orElse(instead);
    }

    void add(YamlNode.Place place, String path, String message) {
        found.add(new PolicyException.Problem(place.line(), place.column(), path, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the document, each once. */
    List<PolicyException.Problem> all() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(PolicyException.Problem::line)
                        .thenComparingInt(PolicyException.Problem::column))
                .toList();
    }
}
