// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import io.tocsin.hub.admin.view.policy.OverlapView;
import io.tocsin.hub.admin.view.policy.OverlapView.EventView;
import io.tocsin.hub.admin.view.policy.OverlapView.ExampleView;
import io.tocsin.hub.admin.view.policy.PoliciesView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin policy shadow}: is a shadow fit to decide? */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what a shadow would have sent with what was sent: by both, only by the policy that decides, only by"
                    + " the shadow, with examples and their reasons.",
            ""
        })
public final class ShadowCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private AdminOptions admin = new AdminOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "POLICY",
            description = "NAME@NUMBER, or NAME for its latest version; all shadows if not given.")
    private @Nullable String reference;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Such as 2026-11-22T09:30:00Z; since it is a shadow if not given.")
    private @Nullable String since;

    public ShadowCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (AdminClient hub = admin.open()) {
            List<PoliciesView.InForce> inForce =
                    hub.get("policies", PoliciesView.class).shadows();
            List<String> shadows = reference != null
                    ? List.of(reference)
                    : inForce.stream().map(PoliciesView.InForce::policy).toList();
            if (shadows.isEmpty() && !admin.json()) {
                admin.err().println("There is no shadow; policy publish --shadow makes one.");
            }
            List<OverlapView> overlaps = shadows.stream()
                    .map(shadow -> hub.get(
                            "policies/" + AdminClient.encoded(shadow) + ":overlap"
                                    + (since == null ? "" : "?since=" + AdminClient.encoded(since)),
                            OverlapView.class))
                    .toList();
            admin.tell(overlaps, told -> told.forEach(overlap -> print(overlap, clock.instant())));
            inForce.stream()
                    .filter(PoliciesView.InForce::leftBehind)
                    .forEach(left -> admin.err()
                            .println(left.policy()
                                    + " has been a shadow for long, and costs time for every signal; promote or"
                                    + " withdraw it."));
        }
        return 0;
    }

    private void print(OverlapView overlap, Instant now) {
        var out = admin.out();
        out.println(overlap.shadow() + ", since " + Plain.time(overlap.since(), now));
        if (overlap.events().isEmpty()) {
            out.println("Neither it nor the policy that decides had anything to send.");
            return;
        }
        Table table = new Table("EVENT", ">BOTH", ">AT OTHER TIMES", ">ONLY ACTIVE", ">ONLY SHADOW");
        for (EventView event : overlap.events()) {
            table.row(
                    Cell.of(event.event()),
                    number(event.both()),
                    number(event.bothAtOtherTimes()),
                    number(event.onlyActive()),
                    number(event.onlyShadow()));
        }
        table.print(out, admin.terminal());
        if (overlap.events().stream().anyMatch(event -> !event.examples().isEmpty())) {
            out.println();
            Table examples = new Table("WHO", "EVENT", "WHEN", ">SCORE", "PRINCIPAL", "DECISION", "BY");
            overlap.events().forEach(event -> event.examples().forEach(example -> row(examples, event, example)));
            examples.print(out, admin.terminal());
        }
        if (!overlap.complete()) {
            admin.err().println("There were more decisions than are looked at; --since shortens the time.");
        }
    }

    private static void row(Table table, EventView event, ExampleView example) {
        String rules = String.join(", ", example.rules());
        table.row(
                Cell.of(example.side()),
                Cell.of(event.event()),
                Cell.of(Plain.time(example.at())),
                number(Math.round(example.score())),
                Cell.of(example.principal()),
                Cell.of(example.decision()),
                Cell.of(
                        example.withheld() == null
                                ? rules
                                : rules + "; the other kept it back: " + example.withheld()));
    }

    private static Cell number(long number) {
        return Cell.of(String.format(Locale.ROOT, "%,d", number));
    }
}
