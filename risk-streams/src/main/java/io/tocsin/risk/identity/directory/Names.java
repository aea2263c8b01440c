// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.identity.directory.Known.Name;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.signal.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The names of one principal by the form they are looked up by, the longest known first. */
final class Names {
    private static final int MOST = 48;
    /** How exact {@link Name#seen} has to be. */
    private static final Duration GRAIN = Duration.ofDays(1);

    private final Map<String, Name> byForm = new LinkedHashMap<>();
    /** What entities show, made when it is asked for. */
    private @Nullable List<Identifier> shown;

    private int mostOfAFamily = -1;

    /** What a name is to who bears it. */
    enum News {
        NONE,
        SEEN_AGAIN,
        NEW
    }

    Collection<Name> all() {
        return byForm.values();
    }

    Set<String> forms() {
        return byForm.keySet();
    }

    Set<Map.Entry<String, Name>> entries() {
        return byForm.entrySet();
    }

    void each(BiConsumer<String, Name> visit) {
        byForm.forEach(visit);
    }

    boolean has(String form) {
        return byForm.containsKey(form);
    }

    /** Puts a name where it was when it was stored. */
    void restore(String form, Name name) {
        byForm.put(form, name);
    }

    News hear(String form, Identifier identifier, Instant at) {
        Name before = byForm.get(form);
        if (before == null) {
            if (byForm.size() >= MOST) {
                return News.NONE;
            }
            byForm.put(form, new Name(identifier, at, at, null));
            reckonAnew();
            return News.NEW;
        }
        Name now = new Name(before.identifier(), before.since(), at, null);
        Instant until = before.until();
        if (until != null && at.isAfter(until)) {
            byForm.put(form, now);
            shown = null;
            return News.NEW;
        }
        if (until == null && at.isAfter(before.seen().plus(GRAIN))) {
            byForm.put(form, now);
            return News.SEEN_AGAIN;
        }
        return News.NONE;
    }

    /** Says whether that is news. */
    boolean giveUp(String form, Instant at) {
        Name name = byForm.get(form);
        if (name == null || name.until() != null) {
            return false;
        }
        byForm.put(form, new Name(name.identifier(), name.since(), name.seen(), at));
        shown = null;
        return true;
    }

    /** The name goes to another principal; says whether it was here. */
    boolean lose(String form) {
        boolean lost = byForm.remove(form) != null;
        if (lost) {
            reckonAnew();
        }
        return lost;
    }

    /** Takes over those of a principal that turned out to be this one. */
    void absorb(Names other) {
        other.byForm.forEach(byForm::putIfAbsent);
        reckonAnew();
    }

    /** Those it has, as they were first given. */
    List<Identifier> shown() {
        List<Identifier> known = shown;
        if (known == null) {
            List<Identifier> present = new ArrayList<>(byForm.size());
            for (Name name : byForm.values()) {
                if (name.until() == null) {
                    present.add(name.identifier());
                }
            }
            known = List.copyOf(present);
            shown = known;
        }
        return known;
    }

    /** Of exclusive names: how many there are, or were, of the family of which there are most. */
    int mostOfAFamily() {
        if (mostOfAFamily < 0) {
            Map<String, Integer> counts = new HashMap<>();
            mostOfAFamily = 0;
            byForm.forEach((form, name) -> {
                if (CanonicalForm.isExclusive(name.identifier().kind())) {
                    mostOfAFamily = Math.max(mostOfAFamily, counts.merge(CanonicalForm.family(form), 1, Integer::sum));
                }
            });
        }
        return mostOfAFamily;
    }

    private void reckonAnew() {
        shown = null;
        mostOfAFamily = -1;
    }
}
