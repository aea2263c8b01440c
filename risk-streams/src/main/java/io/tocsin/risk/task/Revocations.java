// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.risk.policy.Breaker;
import io.tocsin.risk.principal.Head;
import io.tocsin.risk.regime.Applied;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom policies revoked by themselves lately, and how many principals there are to compare that with; both of one
 * partition, so that no partition waits for another. Principals are spread evenly, so a share of a partition's is a
 * share of all; the minimum is each partition's own.
 */
final class Revocations {
    /** Older ones are forgotten; no breaker looks back farther. */
    private static final Duration FARTHEST = Duration.ofDays(7);

    private final Map<Group, Integer> known = new HashMap<>();
    private final Map<Entry, Instant> latest = new HashMap<>();
    private final TreeMap<Instant, Set<Entry>> byTime = new TreeMap<>();

    private record Group(String tenant, PrincipalKind kind) {
        static Group of(CanonicalId principal) {
            return new Group(principal.tenant(), principal.kind());
        }
    }

    private record Entry(String policy, CanonicalId principal, String connector) {}

    /** What is known of a principal when a task starts. */
    void start(Head head) {
        if (head.counts()) {
            appear(head.principal());
        }
        head.revocations().forEach(r -> add(r.policy(), head.principal(), r.connector(), r.at()));
    }

    void appear(CanonicalId principal) {
        known.merge(Group.of(principal), 1, Integer::sum);
    }

    void disappear(CanonicalId principal) {
        known.merge(Group.of(principal), -1, Integer::sum);
    }

    void add(String policy, CanonicalId principal, String connector, Instant at) {
        Entry entry = new Entry(policy, principal, connector);
        Instant before = latest.put(entry, at);
        if (before != null) {
            removeAt(before, entry);
        }
        byTime.computeIfAbsent(at, t -> new HashSet<>()).add(entry);
        Map<Instant, Set<Entry>> old = byTime.headMap(byTime.lastKey().minus(FARTHEST));
        old.values().forEach(entries -> entries.forEach(latest::remove));
        old.clear();
    }

    /** What there is with one more, by that of the ways the policy counts which comes closest to its limit. */
    Grounds.Counted counted(Applied applied, CanonicalId principal, String connector, Instant at) {
        Breaker breaker = applied.policy().breaker();
        return breaker.by().stream()
                .sorted()
                .map(by -> counted(breaker, by, applied, principal, connector, at))
                .max(Comparator.comparingLong(counted -> counted.reached() - counted.limit()))
                .orElseThrow();
    }

    private Grounds.Counted counted(
            Breaker breaker, Breaker.By by, Applied applied, CanonicalId principal, String connector, Instant at) {
        Instant from = at.minus(breaker.within());
        Set<CanonicalId> reached = new HashSet<>();
        reached.add(principal);
        byTime.tailMap(from, true).values().stream()
                .flatMap(Set::stream)
                .filter(entry -> entry.policy.equals(applied.policy().version().hash()))
                .filter(entry -> entry.principal.kind() == principal.kind())
                .filter(entry -> switch (by) {
                    case TENANT -> entry.principal.tenant().equals(principal.tenant());
                    case POLICY -> true;
                    case CONNECTOR ->
                        entry.principal.tenant().equals(principal.tenant()) && entry.connector.equals(connector);
                })
                .forEach(entry -> reached.add(entry.principal));
        int population = by == Breaker.By.POLICY
                ? known.entrySet().stream()
                        .filter(entry -> entry.getKey().kind == principal.kind())
                        .mapToInt(Map.Entry::getValue)
                        .sum()
                : known.getOrDefault(Group.of(principal), 0);
        if (principal.kind() == PrincipalKind.SESSION) {
            // those that were revoked are over, and were there
            population += reached.size() - 1;
        }
        return new Grounds.Counted(
                by.name().toLowerCase(Locale.ROOT),
                reached.size(),
                Math.max(breaker.minimum(), (long) (breaker.share() * population)),
                population,
                breaker.within());
    }

    private void removeAt(Instant at, Entry entry) {
        Set<Entry> entries = byTime.get(at);
        if (entries != null) {
            entries.remove(entry);
            if (entries.isEmpty()) {
                byTime.remove(at);
            }
        }
    }
}
