// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.signal.IdentifierKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names on too many principals: a cloned machine's UUID, a dock's MAC. A principal has one of each exclusive name, or a
 * few after repairs; where joining what the names of a signal lead to would give it more than that, one of these names
 * is a copy, and is to blame.
 */
final class Crowding {
    /** More current names of one exclusive kind are not those of one principal. */
    private static final int MAX = 3;

    private static final Duration LIVE = Duration.ofDays(7);
    private final Directory directory;
    private final Instant at;

    Crowding(Directory directory, Instant at) {
        this.directory = directory;
        this.at = at;
    }

    /** Two different serials are two devices, whatever their host names. */
    static boolean agrees(Known pair, Set<Known> found, List<Use> strong) {
        Set<String> there = new HashSet<>();
        Set<String> families = new HashSet<>();
        forms(pair).forEach(form -> {
            there.add(form);
            families.add(CanonicalForm.family(form));
        });
        for (Use use : strong) {
            if (CanonicalForm.isExclusive(use.name().kind())
                    && families.contains(use.family())
                    && !there.contains(use.form())) {
                return false;
            }
        }
        for (Known known : found) {
            for (String form : forms(known)) {
                if (families.contains(CanonicalForm.family(form)) && !there.contains(form)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> forms(Known known) {
        List<String> forms = new ArrayList<>();
        known.eachName((form, name) -> {
            if (name.until() == null
                    && CanonicalForm.isExclusive(name.identifier().kind())) {
                forms.add(form);
            }
        });
        return forms;
    }

    /** The families of which these together would have too many names. */
    Set<String> crowded(Collection<Known> found, List<Use> strong) {
        if (found.size() == 1 && isRoomy(found.iterator().next(), strong)) {
            return Set.of();
        }
        Set<String> forms = new HashSet<>();
        for (Known known : found) {
            known.eachName((form, name) -> {
                if (name.until() == null
                        && CanonicalForm.isExclusive(name.identifier().kind())
                        && Duration.between(name.seen(), at).abs().compareTo(LIVE) <= 0) {
                    forms.add(form);
                }
            });
        }
        for (Use use : strong) {
            if (CanonicalForm.isExclusive(use.name().kind())) {
                forms.add(use.form());
            }
        }
        Map<String, Set<String>> live = new HashMap<>();
        forms.forEach(form -> count(live, form));
        Set<String> crowded = new TreeSet<>();
        live.forEach((family, members) -> {
            if (members.size() > MAX) {
                crowded.add(family);
            }
        });
        return crowded;
    }

    /** Mostly, a principal has few names of a family, and the signal's are among them. */
    private static boolean isRoomy(Known known, List<Use> strong) {
        if (known.mostOfAFamily() > MAX) {
            return false;
        }
        for (Use use : strong) {
            if (CanonicalForm.isExclusive(use.name().kind()) && !known.has(use.form())) {
                return false;
            }
        }
        return true;
    }

    private static void count(Map<String, Set<String>> live, String form) {
        live.computeIfAbsent(CanonicalForm.family(form), family -> new HashSet<>())
                .add(form);
    }

    /**
     * The names that led to those others, which the signal's own name of a crowded family tells apart from this one.
     * None where the signal has no such name of its own: then nobody can say which of them is the copy.
     */
    List<Use> toBlame(Set<String> crowded, List<Use> strong) {
        if (strong.stream().noneMatch(use -> crowded.contains(use.family()))) {
            return List.of();
        }
        return strong.stream()
                .filter(use -> !crowded.contains(use.family()))
                .filter(use -> !directory.alias(use.form()).holdersAt(at).isEmpty())
                .toList();
    }

    /** Is a medium name on so many that it says nothing about any of them? */
    boolean isEverywhere(Use use) {
        return use.name().kind() == IdentifierKind.DEVICE_MAC
                && directory.alias(use.form()).holdersAt(at).stream()
                                .filter(holder -> holder.seenAround(at, LIVE))
                                .flatMap(holder -> directory.principal(holder.principal()).stream())
                                .distinct()
                                .count()
                        > MAX;
    }
}
