// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.explanation;

import io.tocsin.risk.lookup.Lookup;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds signals with the principals that were told them, each from about when it happened on. What happened long apart
 * is looked for apart, by the topic's index of times: what lies between, however much, is not read.
 */
final class SignalSearch {
    /** A source's clock may be behind what it wrote down. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final Duration TOGETHER = Duration.ofMinutes(10);

    private final Lookup lookup;
    private final Map<CanonicalId, TreeMap<Instant, Set<String>>> wanted = new HashMap<>();
    private final Map<String, Signal> found = new HashMap<>();

    SignalSearch(Lookup lookup) {
        this.lookup = lookup;
    }

    void want(CanonicalId principal, String signal, Instant since) {
        if (!found.containsKey(signal)) {
            wanted.computeIfAbsent(principal, p -> new TreeMap<>())
                    .computeIfAbsent(since, s -> new HashSet<>())
                    .add(signal);
        }
    }

    /** What is found of all that was wanted until now, by id. */
    Map<String, Signal> run() {
        wanted.forEach((principal, times) -> {
            while (!times.isEmpty()) {
                Instant first = times.firstKey();
                Map<Instant, Set<String>> near = times.headMap(first.plus(TOGETHER), true);
                Set<String> ids = new HashSet<>();
                near.values().forEach(ids::addAll);
                near.clear();
                lookup.signals(principal, ids, first.minus(SLACK))
                        .forEach((id, signal) -> found.putIfAbsent(id, signal.value()));
            }
        });
        wanted.clear();
        return Map.copyOf(found);
    }
}
