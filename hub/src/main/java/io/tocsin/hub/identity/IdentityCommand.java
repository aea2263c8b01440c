// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.identity;

import io.tocsin.hub.admin.view.identity.DemotionsView;
import io.tocsin.hub.admin.view.identity.DemotionsView.DemotionView;
import io.tocsin.hub.admin.view.identity.OtherPrincipal;
import io.tocsin.hub.admin.view.identity.PairView;
import io.tocsin.hub.admin.view.identity.PrincipalView;
import io.tocsin.hub.admin.view.identity.PrincipalsView;
import io.tocsin.hub.admin.view.identity.SplitOrder;
import io.tocsin.hub.admin.view.identity.UnresolvedView;
import io.tocsin.hub.admin.view.identity.UnresolvedView.WaitingSignalView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin identity}: which names are whose. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Shows which names are whose and why, and lets an operator say who is who.", ""})
public final class IdentityCommand extends Group {
    private static final String PRINCIPALS = "principals";

    private final InstantSource clock;

    public IdentityCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Tells who a name means: their other names and since when, who they turned out to be, their sessions, a"
                        + " device's owner.",
                ""
            })
    int show(
            @Mixin AdminOptions admin,
            @Parameters(
                            paramLabel = "NAME",
                            description = "A name however spelled, such as an e-mail address or a serial number;"
                                    + " KIND:name, such as device-hostname:alice-mbp; or an id.")
                    String name,
            @Mixin TenantOption tenant) {
        String path = PRINCIPALS + "?name=" + AdminClient.encoded(name) + tenant.query();
        PrincipalsView found = admin.ask(hub -> hub.get(path, PrincipalsView.class), told -> {
            boolean first = true;
            for (PrincipalView principal : told.principals()) {
                if (!first) {
                    admin.out().println();
                }
                new PrincipalStory(principal, clock.instant(), admin.terminal()).print(admin.out());
                first = false;
            }
        });
        if (found.principals().isEmpty()) {
            admin.err().println("Nobody of that name is known to this hub.");
            return 1;
        }
        return 0;
    }

    @Command(
            name = "split",
            mixinStandardHelpOptions = true,
            description = {
                "Makes names of a principal one of their own, and never lets the two become one again. What was held"
                        + " against the one so far stays with it.",
                ""
            })
    int split(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "PRINCIPAL", description = "Its id, or a name that only it has.") String id,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "A name that leaves it, as KIND:value or the value alone; several times for"
                                    + " several.")
                    List<String> names,
            @Mixin TenantOption tenant,
            @Mixin Confirmation confirmation) {
        try (AdminClient hub = admin.open()) {
            confirmation.ask(
                    admin,
                    "Make " + Plain.count(names.size(), "name") + " of " + id + " a principal of their own, for good?");
            PairView pair = hub.post(path(id, "split", tenant), new SplitOrder(names), PairView.class);
            tell(admin, pair, "The names are " + pair.other() + " from now on, and apart from " + pair.principal());
        }
        return 0;
    }

    @Command(
            name = "keep-apart",
            mixinStandardHelpOptions = true,
            description = {"Never lets two principals become one, whatever signals say.", ""})
    int keepApart(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "PRINCIPAL", description = "Its id, or a name that only it has.") String id,
            @Parameters(paramLabel = "OTHER", description = "The same of the other one.") String other,
            @Mixin TenantOption tenant) {
        try (AdminClient hub = admin.open()) {
            PairView pair = hub.post(path(id, "keep-apart", tenant), new OtherPrincipal(other), PairView.class);
            tell(admin, pair, pair.principal() + " and " + pair.other() + " stay two");
        }
        return 0;
    }

    @Command(
            name = "join",
            mixinStandardHelpOptions = true,
            description = {"Makes one of two principals, even if they were kept apart so far.", ""})
    int join(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "PRINCIPAL", description = "Whose id stays: its id, or a name that only it has.")
                    String id,
            @Parameters(paramLabel = "OTHER", description = "The same of the one that is absorbed.") String other,
            @Mixin TenantOption tenant,
            @Mixin Confirmation confirmation) {
        try (AdminClient hub = admin.open()) {
            confirmation.ask(
                    admin, "Make " + other + " one with " + id + "? What is held against both comes together.");
            PairView pair = hub.post(path(id, "join", tenant), new OtherPrincipal(other), PairView.class);
            tell(admin, pair, pair.other() + " is " + pair.principal() + " from now on");
        }
        return 0;
    }

    private static void tell(AdminOptions admin, PairView pair, String what) {
        String end = pair.done() ? "." : ". It is written down; the identity stage will come to it.";
        admin.tell(pair, told -> admin.out().println(Plain.safe(what + end)));
    }

    @Command(
            name = "demotions",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the names that should be unique and turned up on too many, such as the UUID of a cloned machine:"
                        + " they prove nothing any more.",
                ""
            })
    int demotions(@Mixin AdminOptions admin, @Mixin Listing listing) {
        return listing.print(admin, "demotions", DemotionsView.class, this::table);
    }

    private Table table(DemotionsView found) {
        Table table = new Table("DEMOTED", "TENANT", "KIND", "NAME", ">ON", "PRINCIPALS");
        for (DemotionView name : found.demotions()) {
            table.row(
                    Cell.of(Plain.time(name.at(), clock.instant())),
                    Cell.of(name.tenant()),
                    Cell.of(name.kind()),
                    Cell.of(name.value()),
                    Cell.of(Integer.toString(name.principals().size())),
                    Cell.of(String.join(" ", name.principals())));
        }
        return table;
    }

    @Command(
            name = "unresolved",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the signals that name nobody who is known and wait until somebody is, or their time is up.",
                ""
            })
    int unresolved(@Mixin AdminOptions admin, @Mixin Listing listing) {
        return listing.print(admin, "unresolved", UnresolvedView.class, this::table);
    }

    private Table table(UnresolvedView found) {
        Table table = new Table("SIGNAL", "TENANT", "SOURCE", "WAITS FOR", "SINCE", "UNTIL");
        for (WaitingSignalView signal : found.signals()) {
            table.row(
                    Cell.of(signal.id().substring(0, Math.min(12, signal.id().length()))),
                    Cell.of(signal.tenant()),
                    Cell.of(signal.source()),
                    Cell.of(String.join(", ", signal.kinds())),
                    Cell.of(Plain.time(signal.since(), clock.instant())),
                    Cell.of(Plain.time(signal.until(), clock.instant())));
        }
        return table;
    }

    private static String path(String id, String action, TenantOption tenant) {
        String query = tenant.query();
        return PRINCIPALS + "/" + AdminClient.encoded(id) + ":" + action
                + (query.isEmpty() ? "" : "?" + query.substring(1));
    }
}
