// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import io.tocsin.hub.admin.view.policy.HistoryView;
import io.tocsin.hub.admin.view.policy.PoliciesView;
import io.tocsin.hub.admin.view.policy.PoliciesView.InForce;
import io.tocsin.hub.admin.view.policy.StepView;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is in force and how it came to that, for people. */
final class PolicyStory {
    private PolicyStory() {}

    static void print(AdminOptions admin, StepView step) {
        String done = switch (step.action()) {
            case "adopt" -> "is taken over from the configuration";
            case "publish", "promote" -> "decides from now on";
            case "shadow" -> "is a shadow from now on; " + step.active() + " decides";
            case "rollback" -> "decides again";
            default -> "is a shadow no more; " + step.active() + " decides";
        };
        admin.out().println(step.policy() + " " + done + " (step " + step.step() + ").");
    }

    static void print(AdminOptions admin, PoliciesView policies, Instant now) {
        Facts facts = new Facts(admin.out(), admin.terminal());
        tell(facts, policies.active(), policies.step() == 0 ? "decides, by the configuration" : "decides", now);
        for (InForce shadow : policies.shadows()) {
            facts.gap();
            tell(facts, shadow, "is a shadow: nothing it decides is sent", now);
            if (shadow.leftBehind()) {
                facts.tell(
                        "left behind",
                        "nobody has promoted or withdrawn it for long, and it costs time for every signal",
                        Style.WARNING);
            }
        }
    }

    private static void tell(Facts facts, InForce policy, String what, Instant now) {
        facts.title(policy.policy() + " " + what);
        facts.tell("hash", policy.hash());
        facts.tell("since", since(policy.since(), now));
        facts.tell("by", policy.by());
        facts.tell("comment", policy.comment());
    }

    private static @Nullable String since(@Nullable Instant since, Instant now) {
        return since == null ? null : Plain.time(since, now);
    }

    static void print(AdminOptions admin, HistoryView history, Instant now) {
        if (history.steps().isEmpty()) {
            admin.err().println("Nothing was ever published; the policy of the configuration decides.");
            return;
        }
        Table table = new Table(">STEP", "WHEN", "WHO", "ACTION", "POLICY", "DECIDES", "SHADOWS", "COMMENT");
        for (StepView step : history.steps()) {
            table.row(
                    Cell.of(Long.toString(step.step())),
                    Cell.of(Plain.time(step.at(), now)),
                    Cell.of(step.by()),
                    Cell.of(step.action()),
                    Cell.of(step.policy()),
                    Cell.of(step.active()),
                    Cell.of(step.shadows().isEmpty() ? "-" : String.join(", ", step.shadows())),
                    Cell.of(step.comment()));
        }
        table.print(admin.out(), admin.terminal());
    }
}
