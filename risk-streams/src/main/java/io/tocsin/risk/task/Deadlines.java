// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When something about whom changes by itself, soonest first, then by principal. In memory only: each record has its
 * own deadline in it, so there is nothing here that a crash could lose or leave behind.
 */
final class Deadlines {
    private final Map<String, Instant> byPrincipal = new HashMap<>();
    private final TreeSet<Entry> order =
            new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::principal));

    /** @param principal its canonical id as text */
    record Entry(Instant at, String principal) {}

    void set(String principal, @Nullable Instant at) {
        Instant before = at == null ? byPrincipal.remove(principal) : byPrincipal.put(principal, at);
        if (before != null && !before.equals(at)) {
            order.remove(new Entry(before, principal));
        }
        if (at != null && !at.equals(before)) {
            order.add(new Entry(at, principal));
        }
    }

    /** The next one, if its time has come by {@code now}. */
    Optional<Entry> due(Instant now) {
        return order.isEmpty() || order.first().at().isAfter(now) ? Optional.empty() : Optional.of(order.first());
    }
}
