// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other principals contribute at present, by whom it is from. */
public final class Inflows {
    private static final int MAX_PREDECESSORS = 32;
    private static final int MAX_EARLY = 16;

    private Map<CanonicalId, Inflow> inflows = Collections.emptyMap();
    private Set<CanonicalId> predecessors = Collections.emptySet();
    private final List<Early> early = new ArrayList<>();

    /** What was contributed, and is no more, to a session of which nothing else had been heard yet. */
    public record Early(CanonicalId from, Inflow inflow) {}

    public List<Inflow> all() {
        return inflows.isEmpty() ? List.of() : List.copyOf(inflows.values());
    }

    /** The one that changed last. */
    public Optional<Inflow> latest() {
        return inflows.values().stream().max(Comparator.comparing(Inflow::at).thenComparing(Inflow::trigger));
    }

    /** Has risk of this principal moved on under another's name, so that what it still says itself is out of date? */
    public boolean isPredecessor(CanonicalId from) {
        return predecessors.contains(from);
    }

    /** In place of what came from there before, which is given. */
    public Optional<Inflow> receive(CanonicalId from, Inflow inflow) {
        inflows = Sparse.own(inflows);
        return Optional.ofNullable(inflows.put(from, inflow));
    }

    /** The same for a session of which nothing else has been heard yet: what is replaced is still to be judged. */
    public void receiveEarly(CanonicalId from, Inflow inflow) {
        receive(from, inflow).ifPresent(replaced -> early.add(new Early(from, replaced)));
        while (early.size() > MAX_EARLY) {
            early.removeFirst();
        }
    }

    /** What was replaced before the session was heard of, the oldest first; once. */
    public List<Early> takeEarly() {
        List<Early> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    boolean isFrom(CanonicalId other) {
        return inflows.containsKey(other);
    }

    /** From now on {@code surviving} speaks for {@code absorbed}; until it does, the last word of both stands. */
    public void succeed(CanonicalId absorbed, CanonicalId surviving) {
        precede(absorbed);
        trim();
        Inflow old = inflows.remove(absorbed);
        if (old != null) {
            Inflow present = inflows.get(surviving);
            receive(surviving, present == null ? old : old.with(present));
        }
    }

    void addAll(Inflows other) {
        other.inflows.forEach((from, inflow) -> {
            Inflow mine = inflows.get(from);
            if (mine == null || inflow.at().isAfter(mine.at())) {
                receive(from, inflow);
            }
        });
        other.predecessors.forEach(this::precede);
        early.addAll(other.early);
        trim();
    }

    private void precede(CanonicalId absorbed) {
        predecessors = Sparse.own(predecessors);
        predecessors.add(absorbed);
    }

    private void trim() {
        while (predecessors.size() > MAX_PREDECESSORS) {
            predecessors.remove(predecessors.iterator().next());
        }
    }

    void write(StateWriter out) {
        out.each(inflows.entrySet(), entry -> {
            out.id(entry.getKey());
            entry.getValue().write(out);
        });
        out.each(predecessors, out::id);
        out.each(early, each -> {
            out.id(each.from());
            each.inflow().write(out);
        });
    }

    static Inflows read(StateReader in) {
        Inflows read = new Inflows();
        in.each(() -> Map.entry(in.id(), Inflow.read(in))).forEach(e -> read.receive(e.getKey(), e.getValue()));
        in.each(in::id).forEach(read::precede);
        read.early.addAll(in.each(() -> new Early(in.id(), Inflow.read(in))));
        return read;
    }
}
