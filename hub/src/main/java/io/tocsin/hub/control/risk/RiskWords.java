// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.admin.view.decision.DecisionView;
import io.tocsin.hub.admin.view.decision.DecisionView.ContributionView;
import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import io.tocsin.hub.admin.view.decision.ExplanationView.CalledView;
import io.tocsin.hub.admin.view.decision.ExplanationView.ChangeView;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What risk and decisions are called in words. */
final class RiskWords {
    private RiskWords() {}

    /** Up to two digits behind the point, as few as will do. */
    static String points(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static String outcome(DecisionView decision) {
        String breaker =
                decision.grounds().breaker() == null || !decision.cause().equals("breaker")
                        ? ""
                        : " (" + decision.grounds().breaker().reached() + " principals by "
                                + decision.grounds().breaker().by() + ", the limit is "
                                + decision.grounds().breaker().limit() + ")";
        return decision.outcome()
                + (decision.cause().equals("none") ? "" : ", because of " + decision.cause() + breaker)
                + (decision.reason() == null ? "" : ": " + decision.reason());
    }

    static Style style(String outcome) {
        return switch (outcome) {
            case "emitted", "acknowledged" -> Style.GOOD;
            case "held", "pending" -> Style.WARNING;
            case "rejected", "dropped" -> Style.BAD;
            default -> Style.DIM;
        };
    }

    static Style levelStyle(String level) {
        return switch (level) {
            case "high" -> Style.BAD;
            case "medium", "unknown" -> Style.WARNING;
            default -> Style.PLAIN;
        };
    }

    /** {@code session}, of {@code tenant|SESSION|id}. */
    static String kind(String principal) {
        String[] parts = principal.split("\\|", -1);
        return parts.length == 3 ? parts[1].toLowerCase(Locale.ROOT) : "principal";
    }

    static String whom(String principal, List<CalledView> names) {
        String called = names.stream().limit(3).map(CalledView::value).collect(joining(", "));
        return kind(principal) + " " + (called.isEmpty() ? principal : called + " (" + principal + ")");
    }

    static String policy(DecisionLine decision) {
        return decision.policy()
                + (decision.version() == 0 ? "" : " " + decision.version())
                + (decision.mode().equals("shadow") ? " (shadow)" : "");
    }

    static String occasion(DecisionView.GroundsView grounds) {
        return switch (grounds.on()) {
            case "level-reached" -> "the level reached " + grounds.level();
            case "level-left" -> "the level fell below " + grounds.level();
            case "level-changed" -> "the level changed";
            case "compliance-changed" ->
                "compliance went from " + grounds.previousCompliance() + " to " + grounds.currentCompliance();
            case "told" -> "a signal says so outright";
            case "went-stale" -> grounds.source() + " went quiet";
            case "heard-again" -> grounds.source() + " speaks again";
            default -> "somebody ordered it";
        };
    }

    /** {@code half-life 3 d, after 1 h 10 min}. */
    static String fading(ContributionView contribution, Instant at) {
        return contribution.halfLife() == null
                ? "nothing: until cleared"
                : "half each " + span(contribution.halfLife()) + ", after " + Plain.span(contribution.since(), at);
    }

    /** An ISO 8601 duration as people have it. */
    static String span(String iso) {
        return Plain.span(Instant.EPOCH, Instant.EPOCH.plus(Duration.parse(iso)));
    }

    static String later(Instant from, Instant to) {
        return Duration.between(from, to).abs().compareTo(Duration.ofSeconds(1)) < 0
                ? "at once"
                : Plain.span(from, to) + (to.isBefore(from) ? " before that" : " later");
    }

    /** No time at all where the clocks of two hubs have it the other way round. */
    static String millis(Instant from, Instant to) {
        Duration took = to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
        return took.compareTo(Duration.ofSeconds(10)) < 0 ? took.toMillis() + " ms" : Plain.span(from, to);
    }

    /** @param evidence what a signal of that id said */
    static String change(ChangeView change, UnaryOperator<String> evidence) {
        String score = change.score() == null ? "" : " (the score would be " + points(change.score()) + ")";
        return switch (change.kind()) {
            case "without-evidence" ->
                "without " + change.signals().stream().map(evidence).collect(joining("; and without ")) + score;
            case "other-weight" ->
                "with weight " + points(change.to()) + " instead of " + points(change.from()) + " for rule "
                        + change.of() + score;
            case "other-threshold" ->
                "with " + change.of() + " from " + points(change.to()) + " instead of " + points(change.from());
            case "other-limit" ->
                "with a breaker that lets " + points(change.to()) + " through instead of " + points(change.from());
            case "without-signal" ->
                "without " + change.signals().stream().map(evidence).collect(joining(" and "));
            case "without-exemption" -> "without the exemption " + change.of();
            case "without-echo" -> "had it not been caused by our own SET " + change.of();
            case "with-subject" -> "had there been a name that receivers know, and all that the event must have";
            case "other-ruling" -> "had somebody ruled otherwise";
            case "with-source" -> "had " + change.of() + " been heard of";
            default -> change.kind();
        };
    }
}
