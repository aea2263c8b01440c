// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Principals with the last time each was revoked. How many since a time is asked of times that mostly go forward, a
 * little each: the count for the time that was asked of last is kept, and corrected by what lies between.
 */
final class Reached {
    private final Map<CanonicalId, Instant> latest = new HashMap<>();
    private final TreeMap<Instant, Set<CanonicalId>> byTime = new TreeMap<>();
    private Instant edge = Instant.MIN;
    private int sinceEdge;

    void add(CanonicalId principal, Instant at) {
        Instant before = latest.get(principal);
        if (before != null && !at.isAfter(before)) {
            return;
        }
        latest.put(principal, at);
        byTime.computeIfAbsent(at, t -> new HashSet<>()).add(principal);
        sinceEdge += at.isBefore(edge) ? 0 : 1;
        if (before != null) {
            Set<CanonicalId> then = requireNonNull(byTime.get(before), "a principal is where its time says");
            then.remove(principal);
            if (then.isEmpty()) {
                byTime.remove(before);
            }
            sinceEdge -= before.isBefore(edge) ? 0 : 1;
        }
    }

    /** How many were revoked at {@code from} or later, with this one, whether it was or not. */
    int since(Instant from, CanonicalId principal) {
        if (edge.isBefore(from)) {
            sinceEdge -= count(edge, from);
        } else {
            sinceEdge += count(from, edge);
        }
        edge = from;
        Instant at = latest.get(principal);
        return sinceEdge + (at == null || at.isBefore(from) ? 1 : 0);
    }

    private int count(Instant from, Instant to) {
        int count = 0;
        for (Set<CanonicalId> then : byTime.subMap(from, to).values()) {
            count += then.size();
        }
        return count;
    }

    /** True if nobody is left. */
    boolean forgetUntil(Instant before) {
        Map<Instant, Set<CanonicalId>> old = byTime.headMap(before);
        for (Map.Entry<Instant, Set<CanonicalId>> then : old.entrySet()) {
            latest.keySet().removeAll(then.getValue());
            sinceEdge -= then.getKey().isBefore(edge) ? 0 : then.getValue().size();
        }
        old.clear();
        return latest.isEmpty();
    }
}
