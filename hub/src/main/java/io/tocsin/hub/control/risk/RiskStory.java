// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.decision.DecisionView.ContributionView;
import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import io.tocsin.hub.admin.view.risk.RiskView;
import io.tocsin.hub.admin.view.risk.RiskView.StandingView;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** How a principal stands, for people. */
final class RiskStory {
    private final RiskView risk;
    private final Instant now;
    private final Terminal terminal;

    RiskStory(RiskView risk, Instant now, Terminal terminal) {
        this.risk = risk;
        this.now = now;
        this.terminal = terminal;
    }

    void print(PrintWriter out) {
        Facts facts = new Facts(out, terminal);
        String kind = RiskWords.kind(risk.principal());
        facts.title(kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " " + risk.principal());
        risk.names()
                .forEach(name -> facts.tell(name.kind().toLowerCase(Locale.ROOT).replace('_', ' '), name.value()));
        if (risk.standings().isEmpty()) {
            facts.tell("Level", "unknown: nothing was ever held against it");
        }
        for (StandingView standing : risk.standings()) {
            facts.gap();
            standing(out, facts, standing);
        }
        history(out, facts);
    }

    private void standing(PrintWriter out, Facts facts, StandingView standing) {
        facts.title("Under policy " + standing.policy()
                + (standing.version() == 0 ? "" : " version " + standing.version())
                + (standing.active() ? "" : ", a shadow, as it decided last"));
        facts.tell(
                "Level",
                standing.level() + ", as of " + Plain.time(standing.assessed(), now)
                        + (standing.levelNow().equals(standing.level())
                                ? ""
                                : "; by the score of now it would be " + standing.levelNow()),
                RiskWords.levelStyle(standing.level()));
        facts.tell(
                "Score",
                RiskWords.points(standing.score()) + " now, faded from " + RiskWords.points(standing.scoreThen())
                        + " then; medium from " + RiskWords.points(standing.medium()) + ", high from "
                        + RiskWords.points(standing.high()));
        facts.tell("Quiet", String.join(", ", standing.staleSources()), Style.WARNING);
        standing.passedOn()
                .forEach(passed -> facts.tell(
                        "Passed on by",
                        RiskWords.kind(passed.from()) + " " + (passed.name() == null ? passed.from() : passed.name())
                                + ": " + RiskWords.points(passed.points())));
        if (standing.contributions().isEmpty()) {
            facts.tell("Evidence", "none");
            return;
        }
        Table table = new Table("  RULE", ">WEIGHT", ">LEFT", "FADED BY", "SINCE", "SIGNAL");
        for (ContributionView each : standing.contributions()) {
            table.row(
                    Cell.of("  " + each.rule()),
                    Cell.of(RiskWords.points(each.weight())),
                    Cell.of(RiskWords.points(each.points())),
                    Cell.of(RiskWords.fading(each, risk.at())),
                    Cell.of(Plain.time(each.since(), now)),
                    Cell.of(each.signal()));
        }
        table.print(out, terminal);
        standing.rules().stream()
                .filter(rule -> rule.faded() > rule.points())
                .forEach(rule -> facts.tell(
                        "Capped",
                        rule.rule() + ": " + RiskWords.points(rule.faded()) + " count as "
                                + RiskWords.points(rule.points())));
    }

    private void history(PrintWriter out, Facts facts) {
        if (risk.recent().isEmpty()) {
            return;
        }
        facts.gap();
        facts.title("Decided lately");
        Table table = new Table("  WHEN", "OUTCOME", "RESPONSE", "LEVEL", ">SCORE", "POLICY", "DECISION");
        for (DecisionLine decision : risk.recent()) {
            table.row(
                    Cell.of("  " + Plain.time(decision.at())),
                    new Cell(
                            decision.outcome() + (decision.cause().equals("none") ? "" : ": " + decision.cause()),
                            RiskWords.style(decision.outcome())),
                    Cell.of(decision.response()),
                    new Cell(
                            decision.previousLevel().equals(decision.level())
                                    ? decision.level()
                                    : decision.previousLevel() + " to " + decision.level(),
                            RiskWords.levelStyle(decision.level())),
                    Cell.of(RiskWords.points(decision.score())),
                    Cell.of(RiskWords.policy(decision)),
                    Cell.of(decision.id()));
        }
        table.print(out, terminal);
    }
}
