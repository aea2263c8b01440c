// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.rehearsal;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode.Place;
import io.tocsin.risk.policy.trial.Expectation;
import io.tocsin.risk.policy.trial.Expectation.Expected;
import io.tocsin.risk.policy.trial.Given;
import io.tocsin.risk.policy.trial.Trial;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One test of a policy, played. */
public final class Rehearsal {
    private final Trial trial;
    private final Cast cast = new Cast();
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final Map<CanonicalId, RiskLevel> levels = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();

    private Rehearsal(Trial trial) {
        this.trial = trial;
    }

    /** How a test ended: well if there are no failures. */
    public record Result(Trial trial, List<Failure> failures) {
        public Result {
            failures = List.copyOf(failures);
        }

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /** An expectation that was not met, where it stands, and what was instead. */
    public record Failure(Place place, String message) {}

    private record Arrival(Instant arrives, Signal signal) {}

    /** Plays one test of that policy. */
    public static Result of(Policy policy, Trial trial) {
        Rehearsal rehearsal = new Rehearsal(trial);
        try (Stage stage = new Stage(policy, Cast.BEGINNING)) {
            rehearsal.play(stage);
        }
        return new Result(trial, rehearsal.failures);
    }

    private void play(Stage stage) {
        List<Expectation> between = trial.expected().stream()
                .filter(expectation -> expectation.at() != null)
                .sorted(Comparator.comparing(expectation -> at(expectation.at())))
                .toList();
        int checked = 0;
        for (Arrival arrival : arrivals()) {
            while (checked < between.size() && at(between.get(checked).at()).isBefore(arrival.arrives)) {
                checkLater(stage, between.get(checked++));
            }
            stage.hear(arrival.signal);
        }
        while (checked < between.size()) {
            checkLater(stage, between.get(checked++));
        }
        look(stage);
        trial.expected().stream()
                .filter(expectation -> expectation.at() == null)
                .forEach(this::check);
        if (trial.expected().isEmpty()) {
            checkNothing();
        }
    }

    private void checkLater(Stage stage, Expectation expectation) {
        stage.pass(at(expectation.at()));
        look(stage);
        check(expectation);
    }

    private List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Given given : trial.given()) {
            for (int i = 0; i < given.times(); i++) {
                Duration later = given.every().multipliedBy(i);
                Instant at = at(given.at().plus(later));
                Instant arrives = at(given.arrives().plus(later));
                arrivals.add(new Arrival(arrives, cast.signal(given, at, arrives, arrivals.size())));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::arrives));
        return arrivals;
    }

    private void look(Stage stage) {
        stage.resolved().forEach(cast::learn);
        stage.decisions().forEach(decision -> decisions.put(decision.id(), decision));
        stage.levels()
                .forEach(level -> levels.put(level.principal(), level.scoring().level()));
    }

    private void check(Expectation expectation) {
        Optional<CanonicalId> principal = cast.principal(expectation.kind(), expectation.name());
        switch (expectation.expected()) {
            case Expected.Level level -> {
                RiskLevel found = principal
                        .map(id -> levels.getOrDefault(id, RiskLevel.UNKNOWN))
                        .orElse(RiskLevel.UNKNOWN);
                if (found != level.level()) {
                    fail(expectation, "is at " + Spelling.of(found) + ", expected " + Spelling.of(level.level()));
                }
            }
            case Expected.Decides decides ->
                compare(expectation, "decided", responses(principal, true), decides.responses());
            case Expected.Withholds withholds ->
                compare(expectation, "withheld", responses(principal, false), withholds.responses());
        }
    }

    private void compare(Expectation expectation, String done, Set<String> found, Set<String> expected) {
        if (!found.equals(expected)) {
            fail(expectation, done + " " + list(found) + ", expected " + list(new TreeSet<>(expected)));
        }
    }

    private void fail(Expectation expectation, String what) {
        String when = expectation.at() == null
                ? ""
                : "after " + expectation.at().toString().substring(2).toLowerCase(Locale.ROOT) + " ";
        failures.add(new Failure(
                expectation.place(), when + Spelling.of(expectation.kind()) + " " + expectation.name() + ": " + what));
    }

    private void checkNothing() {
        Set<String> found = new TreeSet<>();
        decisions.values().stream()
                .filter(decision -> decision.outcome() == Outcome.EMITTED)
                .forEach(decision -> found.add(decision.response() + " of a "
                        + Spelling.of(decision.principal().kind())));
        if (!found.isEmpty()) {
            failures.add(new Failure(trial.place(), "decided " + list(found) + ", expected nothing"));
        }
    }

    private Set<String> responses(Optional<CanonicalId> principal, boolean emitted) {
        Set<String> responses = new TreeSet<>();
        decisions.values().stream()
                .filter(decision ->
                        principal.isPresent() && decision.principal().equals(principal.get()))
                .filter(decision -> emitted
                        ? decision.outcome() == Outcome.EMITTED
                        : decision.verdict().cause() == Decision.Cause.EXEMPTION
                                || decision.verdict().cause() == Decision.Cause.BREAKER)
                .forEach(decision -> responses.add(decision.response()));
        return responses;
    }

    private static String list(Set<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static Instant at(@Nullable Duration offset) {
        return Cast.BEGINNING.plus(offset == null ? Duration.ZERO : offset);
    }
}
