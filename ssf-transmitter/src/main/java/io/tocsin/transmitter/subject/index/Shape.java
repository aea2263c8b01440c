// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Entries whose subjects have the same member names. Against an event only the members that both have count (SSF 1.0
 * §8.1.3.1), so entries are found by the values of just those. An order of entries by some members is made when the
 * first event needs it: there are as many as there are kinds of events, and those are few.
 */
final class Shape {
    private final List<String> names;
    private final Posting.Many all = new Posting.Many();
    private final Map<List<String>, Postings> byCommon = new ConcurrentHashMap<>();

    Shape(List<String> names) {
        this.names = names;
    }

    synchronized void add(Entry entry, Terms terms) {
        all.add(entry);
        byCommon.forEach((common, postings) -> terms.keys(common).forEach(key -> postings.add(key, entry)));
    }

    synchronized void remove(Entry entry, Terms terms) {
        all.remove(entry);
        byCommon.forEach((common, postings) -> terms.keys(common).forEach(key -> postings.remove(key, entry)));
    }

    /** Streams with an entry of that kind that matches the event; what one side lacks is a wildcard. */
    void matching(Terms event, Predicate<Entry> which, Consumer<StreamSlot> found) {
        List<String> common =
                names.stream().filter(event.members()::containsKey).toList();
        if (common.isEmpty()) {
            all.streams(which, found);
        } else {
            by(common).streams(event.keys(common), which, found);
        }
    }

    /** Streams with an entry of that kind of which the event has every member. */
    void containedIn(Terms event, Predicate<Entry> which, Consumer<StreamSlot> found) {
        if (event.members().keySet().containsAll(names)) {
            by(names).streams(event.keys(names), which, found);
        }
    }

    private Postings by(List<String> common) {
        Postings known = byCommon.get(common);
        return known == null ? ordered(common) : known;
    }

    private synchronized Postings ordered(List<String> common) {
        return byCommon.computeIfAbsent(common, c -> {
            Postings postings = new Postings();
            all.forEach(entry -> {
                if (entry.terms != null) {
                    entry.terms.keys(common).forEach(key -> postings.add(key, entry));
                }
            });
            return postings;
        });
    }
}
