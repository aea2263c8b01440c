// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.window;

import io.tocsin.risk.policy.Window;
import io.tocsin.schemas.risk.Scoring.WindowKind;
import io.tocsin.schemas.risk.Scoring.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a window holds at one signal; see {@link Window} for what each asks. */
final class WindowCheck {
    private WindowCheck() {}

    /**
     * What the window holds at one signal; nothing where it does not hold.
     *
     * @param all in order of event time
     * @param index of the signal it is asked at
     * @param since when a signal was first counted
     */
    static @Nullable WindowState at(
            Window window, String rule, List<Observed> all, int index, @Nullable Instant since) {
        Observed asked = all.get(index);
        List<Observed> before = before(all, index, window);
        return switch (window) {
            case Window.Count count -> enough(rule, WindowKind.COUNT, window, before.size(), count.atLeast(), before);
            case Window.Distinct distinct -> {
                List<Observed> told =
                        before.stream().filter(one -> !one.value().isEmpty()).toList();
                Set<String> values = new HashSet<>();
                told.forEach(one -> values.add(one.value()));
                yield enough(rule, WindowKind.DISTINCT, window, values.size(), distinct.atLeast(), told);
            }
            case Window.Rate rate -> {
                double perUnit = before.size()
                        * (double) rate.per().toMillis()
                        / rate.within().toMillis();
                yield before.size() >= rate.count()
                        ? new WindowState(rule, WindowKind.RATE, rate.within(), perUnit, rate.atLeast(), ids(before))
                        : null;
            }
            case Window.FirstSeen first -> firstSeen(first, rule, before, asked, since);
            case Window.Travel travel -> travel(travel, rule, before, asked);
        };
    }

    /** Those that count within the window, the asked one among them if it does. */
    private static List<Observed> before(List<Observed> all, int index, Window window) {
        Instant until = all.get(index).at();
        Instant from = until.minus(window.within());
        int first = index;
        while (first > 0 && !all.get(first - 1).at().isBefore(from)) {
            first--;
        }
        int end = index + 1;
        while (end < all.size() && !all.get(end).at().isAfter(until)) {
            end++;
        }
        List<Observed> before = new ArrayList<>(end - first);
        for (Observed one : all.subList(first, end)) {
            if (one.counts()) {
                before.add(one);
            }
        }
        return before;
    }

    private static @Nullable WindowState enough(
            String rule, WindowKind kind, Window window, int observed, int required, List<Observed> these) {
        return observed >= required
                ? new WindowState(rule, kind, window.within(), observed, required, ids(these))
                : null;
    }

    private static @Nullable WindowState firstSeen(
            Window.FirstSeen window, String rule, List<Observed> before, Observed asked, @Nullable Instant since) {
        if (asked.value().isEmpty() || since == null || since.isAfter(asked.at().minus(window.history()))) {
            return null;
        }
        boolean known = before.stream()
                .anyMatch(one ->
                        !one.signal().equals(asked.signal()) && one.value().equals(asked.value()));
        return known
                ? null
                : new WindowState(rule, WindowKind.FIRST_SEEN, window.within(), 0, 1, List.of(asked.signal()));
    }

    private static @Nullable WindowState travel(
            Window.Travel window, String rule, List<Observed> before, Observed asked) {
        if (!asked.isLocated()) {
            return null;
        }
        Observed last = before.stream()
                .filter(Observed::isLocated)
                .filter(one -> one.at().isBefore(asked.at())
                        || (one.at().equals(asked.at()) && one.signal().compareTo(asked.signal()) < 0))
                .reduce((a, b) -> b)
                .orElse(null);
        if (last == null) {
            return null;
        }
        double way = GreatCircle.kilometres(last.latitude(), last.longitude(), asked.latitude(), asked.longitude());
        if (way < window.beyond()) {
            return null;
        }
        // at least a second, so that two signals of one moment make a speed and not an error
        double hours = Math.max(1000, Duration.between(last.at(), asked.at()).toMillis()) / 3_600_000.0;
        double speed = way / hours;
        return speed > window.fasterThan()
                ? new WindowState(
                        rule,
                        WindowKind.TRAVEL,
                        window.within(),
                        speed,
                        window.fasterThan(),
                        List.of(last.signal(), asked.signal()))
                : null;
    }

    private static List<String> ids(List<Observed> observed) {
        return observed.stream().map(Observed::signal).toList();
    }
}
