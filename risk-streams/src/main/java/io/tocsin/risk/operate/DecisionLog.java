// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.operate;

import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.Lookup;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was decided, in lists. Any thread may ask, and waits. */
public final class DecisionLog {
    private final Lookup lookup;

    DecisionLog(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Which decisions.
     *
     * @param subject a name or canonical id of the principal, null for everybody
     * @param outcome null for any
     * @param policy the policy's name, null for any
     * @param since event time, null for all that is kept
     */
    public record Filter(
            @Nullable String subject,
            @Nullable Outcome outcome,
            @Nullable String policy,
            @Nullable Instant since) {
        boolean fits(DecisionSummary decision) {
            return (outcome == null || decision.outcome() == outcome)
                    && (policy == null || decision.policy().equals(policy))
                    && (since == null || !decision.at().isBefore(since));
        }
    }

    /** A page of a list; {@code next} is the place behind it, absent on the last. */
    public record Page(
            List<DecisionSummary> decisions, @Nullable String next) {
        public Page {
            decisions = List.copyOf(decisions);
        }
    }

    /** A page of an export. */
    public record Export(
            List<Found<Decision>> decisions, @Nullable String next) {
        public Export {
            decisions = List.copyOf(decisions);
        }
    }

    /** The newest first. */
    public Page newest(Filter filter, String before, int limit) {
        if (before.isEmpty()) {
            lookup.refresh();
        }
        List<DecisionSummary> found = new ArrayList<>();
        for (Optional<CanonicalId> principal : principals(filter)) {
            found.addAll(lookup.newest(principal, sinceOrFits(filter), before, limit + 1));
        }
        found.removeIf(decision -> !filter.fits(decision));
        found.sort(Comparator.comparing((DecisionSummary decision) -> Lookup.place(decision))
                .reversed());
        return page(found, limit);
    }

    /** Whole decisions, the oldest first; those that retention has removed meanwhile are left out. */
    public Export export(Filter filter, String after, int limit) {
        String from = after;
        if (after.isEmpty()) {
            lookup.refresh();
            from = filter.since() == null ? "" : Lookup.place(filter.since());
        }
        List<DecisionSummary> found = new ArrayList<>();
        for (Optional<CanonicalId> principal : principals(filter)) {
            found.addAll(lookup.oldest(principal, filter::fits, from, limit + 1));
        }
        found.sort(Comparator.comparing((DecisionSummary decision) -> Lookup.place(decision)));
        Page page = page(found, limit);
        return new Export(
                page.decisions().stream()
                        .flatMap(decision -> lookup.read(decision).stream())
                        .toList(),
                page.next());
    }

    /** One name of each, for people; those without one are left out. */
    public Map<CanonicalId, String> names(Collection<DecisionSummary> decisions) {
        return decisions.stream()
                .map(DecisionSummary::principal)
                .distinct()
                .flatMap(id -> lookup.names(id).stream().limit(1).map(name -> Map.entry(id, name.value())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Page page(List<DecisionSummary> found, int limit) {
        List<DecisionSummary> page = found.stream().limit(limit).toList();
        return new Page(page, found.size() > limit ? Lookup.place(page.getLast()) : null);
    }

    /** Everybody, where nobody is named; nobody, where nobody is called that. */
    private List<Optional<CanonicalId>> principals(Filter filter) {
        return filter.subject() == null
                ? List.of(Optional.empty())
                : lookup.principals(filter.subject()).stream().map(Optional::of).toList();
    }

    /** Also takes the first that is too old, so that the search ends there. */
    private static Predicate<DecisionSummary> sinceOrFits(Filter filter) {
        return decision -> filter.fits(decision)
                || (filter.since() != null && decision.at().isBefore(filter.since()));
    }
}
