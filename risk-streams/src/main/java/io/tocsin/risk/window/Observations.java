// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.window;

import io.tocsin.risk.policy.Window;
import io.tocsin.risk.policy.condition.SignalFacts;
import io.tocsin.risk.state.Sparse;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.Scoring.WindowState;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one principal that one window looks at, in order of event time, each once. Twice the window is kept,
 * so that what is late by no more than the window still finds those before it; and no more than it takes to answer, so
 * that a flood costs no more than a trickle.
 */
public final class Observations {
    private static final int FEWEST = 64;
    private static final int MOST = 1024;
    /** Of one value that is to be told from new ones: the first, and the latest. */
    private static final int OF_A_VALUE = 4;

    private final List<Observed> observed = new ArrayList<>();
    private @Nullable Instant since;
    /** What was asked last, until something changes. */
    private @Nullable Answer answer;

    private record Answer(Window window, String rule, int most, Map<String, At> holding) {
        @SuppressWarnings("ReferenceEquality") // to compare windows by value would take longer than the answer saves
        private boolean isTo(Window asked, String of, int atMost) {
            return window == asked && rule.equals(of) && most == atMost;
        }
    }

    /** Takes a signal in; says whether that is news. */
    @SuppressWarnings("ReferenceEquality") // is it this one that was kept, and not one like it?
    public boolean add(Window window, Signal signal, SignalFacts facts, Instant at, boolean counts, boolean matches) {
        answer = null;
        SignalContext context = signal.context();
        boolean located = window instanceof Window.Travel
                && context.latitude() != null
                && context.longitude() != null
                && !Boolean.TRUE.equals(context.proxy());
        Observed one = new Observed(
                signal.id(),
                at,
                value(window, facts),
                located && context.latitude() != null ? context.latitude() : Double.NaN,
                located && context.longitude() != null ? context.longitude() : Double.NaN,
                counts,
                matches);
        if (counts && (since == null || at.isBefore(since))) {
            since = at;
        }
        int place = observed.size();
        for (int i = observed.size() - 1; i >= 0; i--) {
            Observed other = observed.get(i);
            if (other.isOf(one.signal())) {
                return false;
            }
            if (isAfter(other, one)) {
                place = i;
            }
        }
        observed.add(place, one);
        trim(window, one);
        // it may have been the first to go
        for (int i = observed.size() - 1; i >= 0; i--) {
            if (observed.get(i) == one) {
                return true;
            }
        }
        return false;
    }

    /** Those that are remembered, by signal. */
    public Set<String> signals() {
        Set<String> ids = new HashSet<>();
        observed.forEach(one -> ids.add(one.signal()));
        return ids;
    }

    /**
     * What the window held at each signal that the rule is about and at which it holds; the latest comes last.
     *
     * @param most no more than the latest so many
     */
    public Map<String, At> holding(Window window, String rule, int most) {
        Answer known = answer;
        if (known == null || !known.isTo(window, rule, most)) {
            known = new Answer(window, rule, most, held(window, rule, most));
            answer = known;
        }
        return known.holding;
    }

    private Map<String, At> held(Window window, String rule, int most) {
        Map<String, At> holding = Collections.emptyMap();
        for (int i = 0; i < observed.size(); i++) {
            Observed one = observed.get(i);
            if (one.matches()) {
                WindowState state = WindowCheck.at(window, rule, observed, i, since);
                if (state != null) {
                    holding = Sparse.own(holding);
                    holding.put(one.signal(), new At(one.at(), state));
                }
            }
        }
        Iterator<String> oldest = holding.keySet().iterator();
        for (int surplus = holding.size() - most; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        return holding;
    }

    /** What a window held, and when. */
    public record At(Instant at, WindowState state) {}

    /** Those of a principal that turned out to be this one. */
    public void addAll(Observations other) {
        answer = null;
        for (Observed one : other.observed) {
            if (observed.stream().noneMatch(known -> known.signal().equals(one.signal()))) {
                observed.add(one);
            }
        }
        observed.sort((a, b) -> isAfter(a, b) ? 1 : isAfter(b, a) ? -1 : 0);
        if (since == null || (other.since != null && other.since.isBefore(since))) {
            since = other.since;
        }
        while (observed.size() > MOST) {
            observed.removeFirst();
        }
    }

    private static String value(Window window, SignalFacts facts) {
        return switch (window) {
            case Window.Distinct distinct -> distinct.of().text(facts).orElse("");
            case Window.FirstSeen first -> first.of().text(facts).orElse("");
            case Window.Count count -> "";
            case Window.Rate rate -> "";
            case Window.Travel travel -> "";
        };
    }

    private static boolean isAfter(Observed a, Observed b) {
        int order = a.at().compareTo(b.at());
        return order > 0 || (order == 0 && a.signal().compareTo(b.signal()) > 0);
    }

    private void trim(Window window, Observed added) {
        Instant from = observed.getLast().at().minus(window.within()).minus(window.within());
        int old = 0;
        while (observed.get(old).at().isBefore(from)) {
            old++;
        }
        observed.subList(0, old).clear();
        if (window instanceof Window.FirstSeen) {
            keepFew(added.value());
        }
        while (observed.size() > limit(window)) {
            observed.removeFirst();
        }
    }

    /** Of those between the first of that value and its latest, lets the earliest go. */
    private void keepFew(String value) {
        int same = 0;
        int second = -1;
        for (int i = 0; i < observed.size(); i++) {
            if (observed.get(i).value().equals(value)) {
                same++;
                second = same == 2 ? i : second;
            }
        }
        for (int surplus = same - OF_A_VALUE; surplus > 0; surplus--) {
            observed.remove(second);
            while (surplus > 1 && !observed.get(second).value().equals(value)) {
                second++;
            }
        }
    }

    private static int limit(Window window) {
        double required = switch (window) {
            case Window.Count count -> count.atLeast();
            case Window.Distinct distinct -> distinct.atLeast() * 4.0;
            case Window.Rate rate -> rate.count();
            case Window.FirstSeen first -> FEWEST * 2;
            case Window.Travel travel -> FEWEST / 2;
        };
        return (int) Math.min(MOST, Math.max(FEWEST, 2 * required));
    }

    public void write(StateWriter out) {
        out.optional(since, out::instant);
        out.each(observed, one -> one.write(out));
    }

    public static Observations read(StateReader in) {
        Observations observations = new Observations();
        observations.since = in.optional(in::instant);
        observations.observed.addAll(in.each(() -> Observed.read(in)));
        return observations;
    }
}
