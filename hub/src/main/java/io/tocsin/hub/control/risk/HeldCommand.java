// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.held.HeldView;
import io.tocsin.hub.admin.view.held.HeldsView;
import io.tocsin.hub.admin.view.held.RulingOrder;
import io.tocsin.hub.admin.view.held.RulingView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin held}: revocations that the breaker holds until somebody looks. */
@Command(
        name = "held",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks at what the breaker holds because it would have reached too many, and lets it go or not.",
            ""
        })
public final class HeldCommand extends Group {
    private static final String HELD = "held";

    private final InstantSource clock;

    public HeldCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists held decisions, the longest waiting first.", ""})
    int list(
            @Mixin AdminOptions admin,
            @Mixin HeldFilter filter,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
                    int limit) {
        admin.ask(hub -> hub.get(HELD + "?limit=" + limit + filter.query(), HeldsView.class), found -> {
            if (found.held().isEmpty()) {
                admin.out().println("Nothing is held.");
            } else {
                table(found.held()).print(admin.out(), admin.terminal());
                if (found.total() > found.held().size()) {
                    admin.out().println(found.total() + " wait in all.");
                }
            }
        });
        return 0;
    }

    private Table table(List<HeldView> held) {
        Table table = new Table("WAITS", "ABOUT", "RESPONSE", ">SCORE", "CONNECTOR", "RULES", "DECISION");
        for (HeldView each : held) {
            table.row(
                    Cell.of(Plain.span(each.at(), clock.instant())),
                    Cell.of(about(each)),
                    Cell.of(each.response()),
                    Cell.of(RiskWords.points(each.score())),
                    Cell.of(each.connector() == null ? "-" : each.connector()),
                    Cell.of(String.join(", ", each.rules())),
                    Cell.of(each.id()));
        }
        return table;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Shows one held decision; tocsin explain tells all of it.", ""})
    int show(@Mixin AdminOptions admin, @Parameters(paramLabel = "DECISION", description = "As listed.") String id) {
        admin.ask(hub -> hub.get(HELD + "/" + AdminClient.encoded(id), HeldView.class), held -> tell(admin, held));
        return 0;
    }

    private void tell(AdminOptions admin, HeldView held) {
        Facts facts = new Facts(admin.out(), admin.terminal());
        facts.title("Held decision " + held.id());
        facts.tell("About", about(held));
        facts.tell("Waits since", Plain.time(held.at(), clock.instant()));
        facts.tell("Response", held.response());
        facts.tell("Policy", held.policy() + (held.version() == 0 ? "" : " version " + held.version()));
        facts.tell("Risk", RiskWords.points(held.score()) + ", " + held.level());
        facts.tell("Rules", String.join(", ", held.rules()));
        facts.tell("Connector", held.connector());
        facts.tell(
                "Breaker",
                held.counted() == null ? null : held.counted() + " principals, the limit is " + held.limit());
        facts.tell("Reason", held.reason());
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = {"Lets held decisions go out after all.", ""})
    int approve(@Mixin AdminOptions admin, @Mixin HeldChoice choice) {
        return rule(admin, "approve", "Let", "go out", choice);
    }

    @Command(
            name = "reject",
            mixinStandardHelpOptions = true,
            description = {"Drops held decisions: nobody is told.", ""})
    int reject(@Mixin AdminOptions admin, @Mixin HeldChoice choice) {
        return rule(admin, "reject", "Drop", "for good", choice);
    }

    private static int rule(AdminOptions admin, String ruling, String verb, String how, HeldChoice choice) {
        RulingOrder order = choice.order(admin);
        RulingView done;
        try (AdminClient hub = admin.open()) {
            if (order.ids().isEmpty()) {
                long waiting = hub.get(HELD + "?limit=1000" + choice.filter().query(), HeldsView.class)
                        .held()
                        .size();
                choice.confirmation()
                        .ask(
                                admin,
                                verb + " " + (waiting == 1000 ? "1,000 or more" : Plain.count(waiting, "held decision"))
                                        + " " + how + "?");
            }
            done = hub.post(HELD + ":" + ruling, order, RulingView.class);
        }
        admin.tell(done, told -> {
            admin.out()
                    .println(Plain.count(told.ids().size(), "held decision")
                            + (ruling.equals("approve") ? " approved; on the way in a moment." : " rejected."));
            told.unknown().forEach(id -> admin.out().println(Plain.safe("  not " + id + ": it does not wait")));
        });
        return done.unknown().isEmpty() ? 0 : 1;
    }

    private static String about(HeldView held) {
        return RiskWords.kind(held.principal()) + " " + (held.name() == null ? held.principal() : held.name());
    }
}
