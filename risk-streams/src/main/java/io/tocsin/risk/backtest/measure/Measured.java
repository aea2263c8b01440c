// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.measure;

import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.label.Label;
import io.tocsin.risk.label.Label.Expected;
import io.tocsin.risk.label.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Revocations against labels. A revocation is right if it concerns a label's user, device or session between its start
 * and a day after its end; an attack is caught if one of its sessions, or all of its user's, is revoked before its end.
 *
 * @param revocations that the policy judged itself
 * @param right of those, for an attack
 * @param excused of those, for an attempt that failed
 * @param stormed of the wrong ones, for an alert storm
 * @param kinds by kind of attack
 * @param falsePerThousandUsersADay wrong revocations, one a user and day
 */
public record Measured(
        int revocations,
        int right,
        int excused,
        int stormed,
        SortedMap<String, Caught> kinds,
        double falsePerThousandUsersADay) {
    /** Evidence of an attack goes on counting for a while. */
    private static final Duration AFTERMATH = Duration.ofDays(1);

    /** The attacks of one kind, and how long after they could be caught the caught ones were, shortest first. */
    public record Caught(int attacks, List<Duration> delays) {
        public Caught {
            delays = delays.stream().sorted().toList();
        }

        public double recall() {
            return attacks == 0 ? 1 : (double) delays.size() / attacks;
        }

        /** The delay that this share of the caught stays within; zero where none was caught. */
        public Duration percentile(double share) {
            return delays.isEmpty()
                    ? Duration.ZERO
                    : delays.get((int) Math.min(delays.size() - 1, Math.max(0, Math.ceil(share * delays.size()) - 1)));
        }
    }

    /** Share of the revocations that were right, of those that were right or wrong; 1 where there is none. */
    public double precision() {
        int counted = revocations - excused;
        return counted == 0 ? 1 : (double) right / counted;
    }

    /** Share of all attacks that were caught; 1 where there is none. */
    public double recall() {
        int attacks = kinds.values().stream().mapToInt(Caught::attacks).sum();
        int caught =
                kinds.values().stream().mapToInt(kind -> kind.delays().size()).sum();
        return attacks == 0 ? 1 : (double) caught / attacks;
    }

    public static Measured of(Labels labels, List<Consequence> revocations) {
        Index index = new Index(labels.labels());
        Map<Label, Duration> caught = new HashMap<>();
        Set<String> wrong = new HashSet<>();
        int right = 0;
        int excused = 0;
        int stormed = 0;
        for (Consequence revocation : revocations) {
            List<Label> about = index.about(revocation);
            if (about.stream().anyMatch(label -> label.expected() == Expected.REVOKE)) {
                right++;
            } else if (about.stream().anyMatch(label -> label.expected() == Expected.EITHER)) {
                excused++;
            } else {
                stormed += about.isEmpty() ? 0 : 1;
                wrong.add(whose(revocation) + revocation.decided().getEpochSecond() / 86_400);
            }
            for (Label label : about) {
                if (catches(revocation, label)) {
                    Duration delay = Duration.between(label.catchable(), revocation.decided());
                    caught.merge(label, delay.isNegative() ? Duration.ZERO : delay, Measured::shorter);
                }
            }
        }
        return new Measured(
                revocations.size(),
                right,
                excused,
                stormed,
                kinds(labels, caught),
                wrong.size() * 1_000.0 / labels.users() / labels.days());
    }

    private static String whose(Consequence revocation) {
        return (revocation.user() == null ? revocation.principal().text() : revocation.user()) + "|";
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static boolean catches(Consequence revocation, Label label) {
        if (label.expected() != Expected.REVOKE || revocation.decided().isAfter(label.end())) {
            return false;
        }
        return revocation.endsAll()
                || label.sessions().isEmpty()
                || (revocation.session() != null && label.sessions().contains(revocation.session()));
    }

    private static SortedMap<String, Caught> kinds(Labels labels, Map<Label, Duration> caught) {
        SortedMap<String, List<Label>> byKind = new TreeMap<>();
        for (Label label : labels.labels()) {
            if (label.expected() == Expected.REVOKE) {
                byKind.computeIfAbsent(label.attack(), k -> new ArrayList<>()).add(label);
            }
        }
        SortedMap<String, Caught> kinds = new TreeMap<>();
        byKind.forEach((kind, attacks) -> kinds.put(
                kind,
                new Caught(
                        attacks.size(),
                        attacks.stream()
                                .filter(caught::containsKey)
                                .map(caught::get)
                                .toList())));
        return kinds;
    }

    /** Labels by whom they name. */
    private static final class Index {
        private final Map<String, List<Label>> byName = new HashMap<>();

        Index(List<Label> labels) {
            for (Label label : labels) {
                add("user|" + label.user(), label);
                add("device|" + label.device(), label);
                label.sessions().forEach(session -> add("session|" + session, label));
            }
        }

        private void add(String name, Label label) {
            byName.computeIfAbsent(name, k -> new ArrayList<>()).add(label);
        }

        /** Nothing where the subject or the time does not fit; nobody is called null. */
        List<Label> about(Consequence revocation) {
            Set<Label> about = new HashSet<>();
            if (revocation.user() != null) {
                about.addAll(byName.getOrDefault("user|" + revocation.user(), List.of()));
            }
            if (revocation.device() != null) {
                about.addAll(byName.getOrDefault("device|" + revocation.device(), List.of()));
            }
            if (revocation.session() != null) {
                about.addAll(byName.getOrDefault("session|" + revocation.session(), List.of()));
            }
            return about.stream()
                    .filter(label -> !revocation.decided().isBefore(label.start())
                            && !revocation.decided().isAfter(label.end().plus(AFTERMATH)))
                    .sorted(Comparator.comparing(Label::start).thenComparing(Label::attack))
                    .toList();
        }
    }
}
