// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.decision.DecisionView;
import io.tocsin.hub.admin.view.decision.DecisionView.ContributionView;
import io.tocsin.hub.admin.view.decision.DecisionView.ScoringView;
import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import io.tocsin.hub.admin.view.decision.ExplanationView;
import io.tocsin.hub.admin.view.decision.ExplanationView.SetView;
import io.tocsin.hub.admin.view.decision.ExplanationView.SignalView;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.schemas.event.EventType;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why something was decided, for people. */
final class DecisionStory {
    /** What an event that was emitted by hand has for the names of its policy and its response. */
    private static final String OPERATOR = "operator";

    private final ExplanationView explanation;
    private final DecisionView decision;
    private final Instant now;
    private final Terminal terminal;
    private final Map<String, SignalView> signals = new HashMap<>();

    DecisionStory(ExplanationView explanation, Instant now, Terminal terminal) {
        this.explanation = explanation;
        this.decision = explanation.decision();
        this.now = now;
        this.terminal = terminal;
        explanation.signals().forEach(signal -> signals.put(signal.id(), signal));
    }

    void print(PrintWriter out) {
        Facts facts = new Facts(out, terminal);
        facts.title("Decision " + decision.id());
        facts.tell("Outcome", RiskWords.outcome(decision), RiskWords.style(decision.outcome()));
        facts.tell("About", RiskWords.whom(decision.principal(), explanation.names()));
        facts.tell("When", Plain.time(decision.at(), now));
        facts.tell("Policy", policy());
        facts.tell("Response", decision.response() + ": " + RiskWords.occasion(decision.grounds()));
        facts.tell("Because of", trigger());
        facts.tell("Event", decision.eventType() == null ? null : new EventType(decision.eventType()).shortName());
        facts.tell("Held", held());
        if (decision.scoring().medium() != null) {
            facts.gap();
            arithmetic(out, facts);
        }
        windows(facts);
        facts.gap();
        recomputed(facts);
        changes(facts);
        besides(out, facts);
        sets(out, facts);
    }

    private String policy() {
        DecisionView.DecidingPolicy policy = decision.policy();
        if (policy.name().equals(OPERATOR) && decision.response().equals(OPERATOR)) {
            return "none: " + trigger();
        }
        String version = policy.version() == 0
                ? "a file, sha256 "
                        + policy.hash().substring(0, Math.min(12, policy.hash().length()))
                : "version " + policy.version();
        String since = policy.activation() < 0
                ? "in force by the configuration"
                : "in force since record " + policy.activation() + " of policies";
        return policy.name() + ", " + version + ", " + since + (policy.mode().equals("shadow") ? ", as a shadow" : "");
    }

    private String trigger() {
        DecisionView.TriggerView trigger = decision.trigger();
        return switch (trigger.kind()) {
            case "deadline" -> "the passing of time: " + trigger.deadline();
            case "order" -> "an order of " + trigger.by();
            default -> {
                SignalView signal = signals.get(trigger.id());
                yield signal == null
                        ? "signal " + trigger.id()
                                + ", which is not found: removed by retention, or told long after it happened"
                        : said(signal) + ", " + times(signal);
            }
        };
    }

    private static String said(SignalView signal) {
        return signal.vendor() + " (" + signal.connector() + ") " + signal.eventType()
                + (signal.eventId() == null ? "" : " " + signal.eventId())
                + (signal.about() == null ? "" : ": " + signal.about());
    }

    private static String times(SignalView signal) {
        return "happened " + Plain.time(signal.happened()) + ", arrived "
                + RiskWords.later(signal.happened(), signal.arrived());
    }

    private @Nullable String held() {
        if (!decision.outcome().equals("held")) {
            return null;
        }
        DecisionLine end = explanation.settledBy();
        return end == null
                ? "it still waits: tocsin held approve " + decision.id()
                : end.outcome() + " (" + end.cause() + ") at " + Plain.time(end.at(), now) + " by decision " + end.id();
    }

    private void arithmetic(PrintWriter out, Facts facts) {
        ScoringView scoring = decision.scoring();
        facts.title(String.format(
                Locale.ROOT,
                "Risk %.2f, %s; before it was %.2f, %s",
                scoring.score(),
                scoring.level(),
                scoring.previousScore(),
                scoring.previousLevel()));
        facts.tell(
                "Thresholds",
                String.format(
                        Locale.ROOT,
                        "medium from %s, high from %s; left %s below",
                        RiskWords.points(scoring.medium()),
                        RiskWords.points(scoring.high()),
                        RiskWords.points(scoring.hysteresis())));
        if (!scoring.staleSources().isEmpty()) {
            facts.tell("Quiet", String.join(", ", scoring.staleSources()), Style.WARNING);
        }
        if (scoring.contributions().isEmpty()) {
            facts.tell("Evidence", "none");
            return;
        }
        Table evidence = new Table("  RULE", ">WEIGHT", ">LEFT", "FADED BY", "SINCE", "SAID BY");
        for (ContributionView each : scoring.contributions()) {
            SignalView signal = signals.get(each.signal());
            evidence.row(
                    Cell.of("  " + each.rule()),
                    Cell.of(RiskWords.points(each.weight())),
                    Cell.of(RiskWords.points(each.points())),
                    Cell.of(RiskWords.fading(each, decision.at())),
                    Cell.of(Plain.time(each.since())),
                    Cell.of((signal == null
                                    ? "signal " + each.signal()
                                            + ", not found: removed by retention, or told long after it happened"
                                    : said(signal))
                            + (signal == null
                                    ? ""
                                    : ", arrived " + RiskWords.later(signal.happened(), signal.arrived()))
                            + (each.origin().equals(decision.principal())
                                    ? ""
                                    : "; by way of the " + RiskWords.kind(each.origin()))));
        }
        evidence.print(out, terminal);
        Table rules = new Table("  RULE", ">SUM", ">CAP", ">COUNTS");
        scoring.rules()
                .forEach(rule -> rules.row(
                        Cell.of("  " + rule.rule()),
                        Cell.of(RiskWords.points(rule.faded())),
                        Cell.of(RiskWords.points(rule.cap())),
                        new Cell(
                                RiskWords.points(rule.points()),
                                rule.faded() > rule.points() ? Style.WARNING : Style.PLAIN)));
        rules.print(out, terminal);
    }

    private void windows(Facts facts) {
        for (DecisionView.WindowView window : decision.scoring().windows()) {
            facts.tell(
                    "Window",
                    window.rule() + ": " + window.kind() + " " + RiskWords.points(window.observed()) + " within "
                            + RiskWords.span(window.span()) + ", it takes " + RiskWords.points(window.required())
                            + "; " + Plain.count(window.signals().size(), "signal"));
        }
    }

    private void recomputed(Facts facts) {
        if (explanation.recomputed().agrees()) {
            facts.tell("Computed again", "the same", Style.GOOD);
            return;
        }
        explanation
                .recomputed()
                .differences()
                .forEach(d -> facts.tell(
                        "Computed again",
                        d.what() + " is recorded as " + d.recorded() + " and comes to " + d.computed(),
                        Style.BAD));
    }

    private void changes(Facts facts) {
        explanation.changes().forEach(change -> facts.tell("Otherwise", RiskWords.change(change, this::evidence)));
    }

    /** What people would call a piece of evidence. */
    private String evidence(String signalId) {
        SignalView signal = signals.get(signalId);
        return signal == null ? "signal " + signalId : said(signal);
    }

    private void besides(PrintWriter out, Facts facts) {
        if (explanation.besides().isEmpty()) {
            return;
        }
        facts.gap();
        facts.title("Also decided for the same reason");
        Table table = new Table("  OUTCOME", "RESPONSE", "POLICY", "LEVEL", ">SCORE", "DECISION");
        for (DecisionLine other : explanation.besides()) {
            table.row(
                    new Cell("  " + other.outcome(), RiskWords.style(other.outcome())),
                    Cell.of(other.response()),
                    Cell.of(RiskWords.policy(other)),
                    Cell.of(other.level()),
                    Cell.of(RiskWords.points(other.score())),
                    Cell.of(other.id()));
        }
        table.print(out, terminal);
    }

    private void sets(PrintWriter out, Facts facts) {
        if (!decision.outcome().equals("emitted")) {
            return;
        }
        facts.gap();
        if (explanation.sets().isEmpty()) {
            facts.title("No SET of it is found: no stream asked for it, or the outbox has forgotten");
            return;
        }
        facts.title("Sent as txn " + decision.txn());
        Table table = new Table("  RESULT", "RECEIVER", "STREAM", "JTI", ">ATTEMPTS", "TOOK");
        for (SetView set : explanation.sets()) {
            table.row(
                    new Cell(
                            "  " + set.result() + (set.detail() == null ? "" : " (" + set.detail() + ")"),
                            RiskWords.style(set.result())),
                    Cell.of(set.receiver() == null ? "-" : set.receiver()),
                    Cell.of(set.stream()),
                    Cell.of(set.jti()),
                    Cell.of(Integer.toString(set.attempts())),
                    Cell.of(set.stamps() == null ? "-" : stages(set.stamps())));
        }
        table.print(out, terminal);
    }

    /** How long each stage took, as far as it was reached. */
    private static String stages(ExplanationView.StampsView stamps) {
        record Stage(String name, @Nullable Instant at) {}
        Instant before = stamps.source();
        StringBuilder text = new StringBuilder();
        for (Stage stage : new Stage[] {
            new Stage("arrive", stamps.ingested()),
            new Stage("decide", stamps.decided()),
            new Stage("fan out", stamps.enqueued()),
            new Stage("sign", stamps.signed()),
            new Stage("send", stamps.firstAttempt()),
            new Stage("acknowledge", stamps.acknowledged())
        }) {
            Instant at = stage.at();
            if (at != null) {
                if (before != null) {
                    text.append(text.isEmpty() ? "" : ", ")
                            .append(stage.name())
                            .append(' ')
                            .append(RiskWords.millis(before, at));
                }
                before = at;
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
