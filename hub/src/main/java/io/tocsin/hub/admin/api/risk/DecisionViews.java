// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.decision.DecisionView;
import io.tocsin.hub.admin.view.decision.DecisionsView;
import io.tocsin.risk.explanation.Arithmetic;
import io.tocsin.risk.explanation.Recomputation;
import io.tocsin.risk.lookup.DecisionSummary;
import io.tocsin.risk.lookup.TopicRecords.Found;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Scoring;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decisions as the admin API has them. */
final class DecisionViews {
    private DecisionViews() {}

    static DecisionsView.DecisionLine line(DecisionSummary decision, @Nullable String name) {
        return new DecisionsView.DecisionLine(
                decision.id(),
                decision.at(),
                decision.principal().text(),
                name,
                ViewJson.word(decision.outcome()),
                ViewJson.word(decision.cause()),
                decision.response(),
                decision.policy(),
                decision.version(),
                ViewJson.word(decision.mode()),
                ViewJson.word(decision.previousLevel()),
                ViewJson.word(decision.level()),
                decision.score());
    }

    static DecisionView of(Found<Decision> found) {
        Decision decision = found.value();
        PolicyVersion version = decision.policy().version();
        return new DecisionView(
                decision.id(),
                decision.txn(),
                decision.principal().text(),
                decision.at(),
                found.recorded(),
                found.position().partition(),
                found.position().offset(),
                new DecisionView.DecidingPolicy(
                        version.name(),
                        version.number(),
                        version.hash(),
                        ViewJson.word(decision.policy().mode()),
                        decision.policy().activation()),
                decision.response(),
                trigger(decision.trigger()),
                ViewJson.word(decision.outcome()),
                ViewJson.word(decision.verdict().cause()),
                decision.verdict().reason(),
                decision.verdict().settles(),
                scoring(decision),
                grounds(decision.grounds()),
                decision.subject() == null ? null : SubjectJson.write(decision.subject()),
                decision.event() == null ? null : decision.event().type().uri(),
                decision.event() == null ? null : EventJson.write(decision.event()));
    }

    private static DecisionView.TriggerView trigger(Decision.Trigger trigger) {
        return switch (trigger) {
            case Decision.Trigger.Told told -> new DecisionView.TriggerView("signal", told.id(), null, null, null);
            case Decision.Trigger.Deadline deadline ->
                new DecisionView.TriggerView("deadline", deadline.id(), deadline.kind(), deadline.at(), null);
            case Decision.Trigger.Asked asked ->
                new DecisionView.TriggerView("order", asked.id(), null, null, asked.by());
        };
    }

    private static DecisionView.ScoringView scoring(Decision decision) {
        Scoring scoring = decision.scoring();
        boolean levels = scoring.thresholds().size() == 2;
        return new DecisionView.ScoringView(
                scoring.previousScore(),
                scoring.score(),
                ViewJson.word(scoring.previousLevel()),
                ViewJson.word(Recomputation.of(decision).settled()),
                ViewJson.word(scoring.level()),
                levels ? scoring.thresholds().getFirst() : null,
                levels ? scoring.thresholds().getLast() : null,
                scoring.hysteresis(),
                scoring.contributions().stream()
                        .map(contribution ->
                                contribution(contribution, decision.grounds().asOf()))
                        .toList(),
                Arithmetic.of(scoring, decision.grounds().asOf()).rules().stream()
                        .map(DecisionViews::rule)
                        .toList(),
                scoring.windows().stream().map(DecisionViews::window).toList(),
                scoring.staleSources());
    }

    static DecisionView.ContributionView contribution(Contribution contribution, Instant at) {
        return new DecisionView.ContributionView(
                contribution.rule(),
                contribution.signalId(),
                contribution.origin().text(),
                contribution.weight(),
                text(contribution.halfLife()),
                contribution.since(),
                contribution.valueAt(at));
    }

    static DecisionView.RuleView rule(Arithmetic.RuleSum sum) {
        return new DecisionView.RuleView(
                sum.rule().rule(),
                sum.rule().weight(),
                sum.rule().cap(),
                text(sum.rule().halfLife()),
                sum.faded(),
                sum.points());
    }

    private static DecisionView.WindowView window(Scoring.WindowState window) {
        return new DecisionView.WindowView(
                window.rule(),
                ViewJson.word(window.kind()),
                window.span().toString(),
                window.observed(),
                window.required(),
                window.signals());
    }

    private static DecisionView.GroundsView grounds(Grounds grounds) {
        Grounds.On on = grounds.on();
        Grounds.Counted breaker = grounds.breaker();
        return new DecisionView.GroundsView(
                word(on),
                switch (on) {
                    case Grounds.On.LevelReached reached -> ViewJson.word(reached.level());
                    case Grounds.On.LevelLeft left -> ViewJson.word(left.level());
                    case Grounds.On.LevelChanged changed -> null;
                    case Grounds.On.ComplianceChanged flip -> null;
                    case Grounds.On.Told told -> null;
                    case Grounds.On.WentStale stale -> null;
                    case Grounds.On.HeardAgain heard -> null;
                    case Grounds.On.Ordered ordered -> null;
                },
                on instanceof Grounds.On.ComplianceChanged flip ? ViewJson.word(flip.previous()) : null,
                on instanceof Grounds.On.ComplianceChanged flip ? ViewJson.word(flip.current()) : null,
                on instanceof Grounds.On.WentStale stale
                        ? stale.source()
                        : on instanceof Grounds.On.HeardAgain heard ? heard.source() : null,
                grounds.echo(),
                grounds.exemption(),
                breaker == null
                        ? null
                        : new DecisionView.BreakerView(
                                breaker.by(),
                                breaker.reached(),
                                breaker.limit(),
                                breaker.known(),
                                breaker.within().toString()));
    }

    private static String word(Grounds.On on) {
        return switch (on) {
            case Grounds.On.LevelReached reached -> "level-reached";
            case Grounds.On.LevelLeft left -> "level-left";
            case Grounds.On.LevelChanged changed -> "level-changed";
            case Grounds.On.ComplianceChanged flip -> "compliance-changed";
            case Grounds.On.Told told -> "told";
            case Grounds.On.WentStale stale -> "went-stale";
            case Grounds.On.HeardAgain heard -> "heard-again";
            case Grounds.On.Ordered ordered -> "ordered";
        };
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
