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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom policies revoked by themselves lately, and how many principals there are to compare that with; both of one
 * partition, so that no partition waits for another. Principals are spread evenly, so a share of a partition's is a
 * share of all; the minimum is each partition's own.
 */
final class Revocations {
    /** Older ones are forgotten; no breaker looks back farther. */
    private static final Duration FARTHEST = Duration.ofDays(7);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Map<Group, Integer> known = new HashMap<>();
    private final Map<Scope, Reached> reached = new HashMap<>();
    private Instant sweep = Instant.MIN;

    private record Group(String tenant, PrincipalKind kind) {
        static Group of(CanonicalId principal) {
            return new Group(principal.tenant(), principal.kind());
        }
    }

    /** What is counted together; null for all of them. */
    private record Scope(
            String policy,
            PrincipalKind kind,
            @Nullable String tenant,
            @Nullable String connector) {
        static Scope of(Breaker.By by, String policy, CanonicalId principal, String connector) {
            return switch (by) {
                case POLICY -> new Scope(policy, principal.kind(), null, null);
                case TENANT -> new Scope(policy, principal.kind(), principal.tenant(), null);
                case CONNECTOR -> new Scope(policy, principal.kind(), principal.tenant(), connector);
            };
        }
    }

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
        for (Breaker.By by : Breaker.By.values()) {
            reached.computeIfAbsent(Scope.of(by, policy, principal, connector), scope -> new Reached())
                    .add(principal, at);
        }
        if (at.isAfter(sweep)) {
            sweep = at.plus(SWEEP_EVERY);
            reached.values().removeIf(each -> each.forgetUntil(at.minus(FARTHEST)));
        }
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
        Reached scope = reached.get(Scope.of(by, applied.policy().version().hash(), principal, connector));
        int count = scope == null ? 1 : scope.since(at.minus(breaker.within()), principal);
        int population = by == Breaker.By.POLICY
                ? known.entrySet().stream()
                        .filter(entry -> entry.getKey().kind == principal.kind())
                        .mapToInt(Map.Entry::getValue)
                        .sum()
                : known.getOrDefault(Group.of(principal), 0);
        if (principal.kind() == PrincipalKind.SESSION) {
            // those that were revoked are over, and were there
            population += count - 1;
        }
        return new Grounds.Counted(
                by.name().toLowerCase(Locale.ROOT),
                count,
                Math.max(breaker.minimum(), (long) (breaker.share() * population)),
                population,
                breaker.within());
    }
}
