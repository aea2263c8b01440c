// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.diff;

import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.backtest.consequence.Consequences;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two policies over the same signals.
 *
 * @param changes of revocations, by the time of what is shown
 * @param byDay revocations of each, by the day (UTC) on which they are decided
 * @param byEvent everything else that either told, by event and response
 */
public record Diff(List<Change> changes, SortedMap<LocalDate, Counts> byDay, SortedMap<String, Counts> byEvent) {
    /** Two revocations of one subject are the same one if they are not further apart. */
    private static final Duration SAME = Duration.ofDays(1);

    /** How often each of them did something. */
    public record Counts(int candidate, int present) {
        private Counts plus(int more, int moreOfPresent) {
            return new Counts(candidate + more, present + moreOfPresent);
        }
    }

    public static Diff of(Consequences candidate, Consequences present) {
        return of(candidate.revocations(), present.revocations(), candidate.all(), present.all());
    }

    public static Diff of(
            List<Consequence> candidateRevokes,
            List<Consequence> presentRevokes,
            Collection<Consequence> candidateDoes,
            Collection<Consequence> presentDoes) {
        Map<CanonicalId, List<Consequence>> theirs = bySubject(candidateRevokes);
        Map<CanonicalId, List<Consequence>> ours = bySubject(presentRevokes);
        List<Change> changes = new ArrayList<>();
        theirs.forEach((subject, revocations) -> pair(revocations, ours.getOrDefault(subject, List.of()), changes));
        ours.forEach((subject, revocations) -> {
            if (!theirs.containsKey(subject)) {
                pair(List.of(), revocations, changes);
            }
        });
        changes.sort(Comparator.comparing((Change change) -> change.shown().decided())
                .thenComparing(change -> change.shown().id()));
        return new Diff(
                List.copyOf(changes), byDay(candidateRevokes, presentRevokes), byEvent(candidateDoes, presentDoes));
    }

    private static Map<CanonicalId, List<Consequence>> bySubject(List<Consequence> revocations) {
        Map<CanonicalId, List<Consequence>> bySubject = new LinkedHashMap<>();
        for (Consequence revocation : revocations) {
            bySubject
                    .computeIfAbsent(revocation.principal(), k -> new ArrayList<>())
                    .add(revocation);
        }
        bySubject.values().forEach(list -> list.sort(Comparator.comparing(Consequence::decided)));
        return bySubject;
    }

    /** Both in order of time; what is close together is one. */
    private static void pair(List<Consequence> theirs, List<Consequence> ours, List<Change> changes) {
        int their = 0;
        int our = 0;
        while (their < theirs.size() || our < ours.size()) {
            if (our == ours.size()) {
                changes.add(new Change.Revoked(theirs.get(their++)));
            } else if (their == theirs.size()) {
                changes.add(new Change.Spared(ours.get(our++)));
            } else {
                Consequence candidate = theirs.get(their);
                Consequence present = ours.get(our);
                Duration later = Duration.between(present.decided(), candidate.decided());
                if (later.abs().compareTo(SAME) > 0) {
                    changes.add(
                            later.isNegative()
                                    ? new Change.Revoked(theirs.get(their++))
                                    : new Change.Spared(ours.get(our++)));
                } else {
                    changes.add(
                            later.isZero()
                                    ? new Change.Same(candidate, present)
                                    : new Change.Moved(candidate, present, later));
                    their++;
                    our++;
                }
            }
        }
    }

    private static SortedMap<LocalDate, Counts> byDay(List<Consequence> candidate, List<Consequence> present) {
        SortedMap<LocalDate, Counts> days = new TreeMap<>();
        candidate.forEach(r -> days.merge(day(r), new Counts(1, 0), Diff::sum));
        present.forEach(r -> days.merge(day(r), new Counts(0, 1), Diff::sum));
        return days;
    }

    private static SortedMap<String, Counts> byEvent(
            Collection<Consequence> candidate, Collection<Consequence> present) {
        SortedMap<String, Counts> events = new TreeMap<>();
        candidate.forEach(c -> events.merge(what(c), new Counts(1, 0), Diff::sum));
        present.forEach(c -> events.merge(what(c), new Counts(0, 1), Diff::sum));
        return events;
    }

    /** Event and response, and the outcome where nothing was sent. */
    private static String what(Consequence consequence) {
        String outcome = consequence.outcome() == Outcome.EMITTED
                ? ""
                : ", " + consequence.outcome().name().toLowerCase(Locale.ROOT);
        return consequence.event() + " by " + consequence.response() + outcome;
    }

    private static LocalDate day(Consequence consequence) {
        return consequence.decided().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Counts sum(Counts a, Counts b) {
        return a.plus(b.candidate, b.present);
    }

    /** The changes of one kind, in their order. */
    public <C extends Change> List<C> changes(Class<C> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Moved ones that the candidate decides earlier, or later. */
    public List<Change.Moved> moved(boolean earlier) {
        return changes(Change.Moved.class).stream()
                .filter(moved -> moved.later().isNegative() == earlier)
                .toList();
    }
}
