// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.opinion;

import io.tocsin.risk.policy.Rule;
import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The evidence against a principal: a set keyed by rule and signal, so that order and repetition do not matter. What
 * has been cleared is remembered by event time, so that a detection heard after its resolution stays resolved.
 */
public final class Evidence {
    private static final int MAX_ITEMS = 64;
    private static final int MAX_CLEARS = 32;
    /** Points below which faded evidence is forgotten; it could not change a decision. */
    private static final double FADED = 0.01;

    private Map<Key, Item> items = Collections.emptyMap();
    private Map<ClearKey, Clear> clears = Collections.emptyMap();

    private record Key(String rule, String signalId) {
        static Key of(Contribution contribution) {
            return new Key(contribution.rule(), contribution.signalId());
        }
    }

    /** {@code about} names findings or checks; empty where the evidence is about the principal as such. */
    private record Item(Contribution contribution, Set<String> about) {}

    /** {@code about} empty: everything under the rule. */
    private record ClearKey(String rule, String about) {}

    private record Clear(Instant at, String signalId) {
        boolean covers(Contribution contribution) {
            return !contribution.since().isAfter(at) && !contribution.signalId().equals(signalId);
        }
    }

    /**
     * Adds one piece; says whether that changed anything. A later report about the same thing replaces an earlier one.
     */
    public boolean add(Contribution contribution, Set<String> about) {
        if (items.containsKey(Key.of(contribution)) || cleared(contribution, about)) {
            return false;
        }
        for (Item item : items.values()) {
            if (replaces(item, contribution, about) && item.contribution.since().isAfter(contribution.since())) {
                return false;
            }
        }
        items.values().removeIf(item -> replaces(item, contribution, about));
        put(Key.of(contribution), new Item(contribution, Set.copyOf(about)));
        if (items.size() > MAX_ITEMS) {
            items.values().stream()
                    .min(Comparator.comparingDouble((Item i) -> i.contribution.valueAt(contribution.since()))
                            .thenComparing(i -> i.contribution.since())
                            .thenComparing(i -> i.contribution.signalId()))
                    .ifPresent(least -> items.remove(Key.of(least.contribution)));
        }
        return true;
    }

    /** Takes back what the rule holds about these things up to {@code at}; all of it where {@code about} is empty. */
    public boolean clear(String rule, Set<String> about, Instant at, String signalId) {
        boolean changed = false;
        for (String thing : about.isEmpty() ? Set.of("") : about) {
            Clear clear = new Clear(at, signalId);
            ClearKey key = new ClearKey(rule, thing);
            Clear before = clears.get(key);
            if (before == null || at.isAfter(before.at)) {
                put(key, clear);
                changed = true;
            }
            changed |= items.values()
                    .removeIf(item -> item.contribution.rule().equals(rule)
                            && clear.covers(item.contribution)
                            && (thing.isEmpty() || item.about.contains(thing)));
        }
        while (clears.size() > MAX_CLEARS) {
            clears.remove(clears.entrySet().stream()
                    .min(Map.Entry.comparingByValue(Comparator.comparing(Clear::at)))
                    .orElseThrow()
                    .getKey());
        }
        return changed;
    }

    /** Of the evidence under a rule that {@code known} signals gave, keeps only what {@code justified} ones did. */
    public boolean keepJustified(String rule, Set<String> known, Set<String> justified) {
        return items.values()
                .removeIf(item -> item.contribution.rule().equals(rule)
                        && known.contains(item.contribution.signalId())
                        && !justified.contains(item.contribution.signalId()));
    }

    /**
     * Somebody contradicts what these signals, or any about these things, say: it counts less from now on. Returns the
     * rules it stands under.
     */
    public Set<String> lower(Set<String> signals, Set<String> about, double factor) {
        Set<String> rules = new TreeSet<>();
        items.replaceAll((key, item) -> {
            Contribution doubted = item.contribution;
            if (!signals.contains(doubted.signalId()) && item.about.stream().noneMatch(about::contains)) {
                return item;
            }
            rules.add(doubted.rule());
            return new Item(weighing(doubted, doubted.weight() * factor, doubted.halfLife()), item.about);
        });
        return rules;
    }

    /** The same evidence as another policy weighs it; what it has no rule for is left behind. */
    Evidence under(Map<String, Rule> rules) {
        Evidence evidence = new Evidence();
        items.forEach((key, item) -> {
            Rule rule = rules.get(key.rule);
            if (rule != null) {
                evidence.put(key, new Item(weighing(item.contribution, rule.weight(), rule.halfLife()), item.about));
            }
        });
        clears.forEach((key, clear) -> {
            if (rules.containsKey(key.rule)) {
                evidence.put(key, clear);
            }
        });
        return evidence;
    }

    private static Contribution weighing(Contribution of, double weight, @Nullable Duration halfLife) {
        return new Contribution(of.rule(), of.signalId(), of.origin(), weight, halfLife, of.since());
    }

    /** Drops evidence that is about things of which none {@code stand} any more. */
    public boolean retain(Set<String> candidates, Set<String> stand) {
        return items.values()
                .removeIf(item -> !item.about.isEmpty()
                        && candidates.containsAll(item.about)
                        && item.about.stream().noneMatch(stand::contains));
    }

    public boolean forgetFaded(Instant now) {
        return items.values().removeIf(item -> isFaded(item.contribution, now));
    }

    public static boolean isFaded(Contribution contribution, Instant now) {
        return contribution.valueAt(now) < FADED;
    }

    /** In a fixed order. */
    public List<Contribution> contributions() {
        return items.values().stream()
                .map(Item::contribution)
                .sorted(Comparator.comparing(Contribution::rule).thenComparing(Contribution::signalId))
                .toList();
    }

    public int size() {
        return items.size();
    }

    void addAll(Evidence other) {
        other.clears.forEach((key, clear) -> {
            Clear mine = clears.get(key);
            if (mine == null || mine.at.isBefore(clear.at)) {
                put(key, clear);
            }
        });
        other.items.values().forEach(item -> add(item.contribution, item.about));
        items.values().removeIf(item -> cleared(item.contribution, item.about));
    }

    private void put(Key key, Item item) {
        items = Sparse.own(items);
        items.put(key, item);
    }

    private void put(ClearKey key, Clear clear) {
        clears = Sparse.own(clears);
        clears.put(key, clear);
    }

    private boolean cleared(Contribution contribution, Set<String> about) {
        if (clearCovers(contribution, "")) {
            return true;
        }
        return about.stream().anyMatch(thing -> clearCovers(contribution, thing));
    }

    private boolean clearCovers(Contribution contribution, String about) {
        Clear clear = clears.get(new ClearKey(contribution.rule(), about));
        return clear != null && clear.covers(contribution);
    }

    private static boolean replaces(Item item, Contribution contribution, Set<String> about) {
        return !about.isEmpty() && item.contribution.rule().equals(contribution.rule()) && item.about.equals(about);
    }

    void write(StateWriter out) {
        out.each(items.values(), item -> {
            Contributions.write(out, item.contribution);
            out.each(item.about, out::text);
        });
        out.each(clears.entrySet(), entry -> {
            out.text(entry.getKey().rule);
            out.text(entry.getKey().about);
            out.instant(entry.getValue().at);
            out.text(entry.getValue().signalId);
        });
    }

    static Evidence read(StateReader in) {
        Evidence evidence = new Evidence();
        for (Item item : in.each(() -> new Item(Contributions.read(in), new HashSet<>(in.each(in::text))))) {
            evidence.put(Key.of(item.contribution), item);
        }
        List<Map.Entry<ClearKey, Clear>> clears = new ArrayList<>(
                in.each(() -> Map.entry(new ClearKey(in.text(), in.text()), new Clear(in.instant(), in.text()))));
        clears.forEach(entry -> evidence.put(entry.getKey(), entry.getValue()));
        return evidence;
    }
}
