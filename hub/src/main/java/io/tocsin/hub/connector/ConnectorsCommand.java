// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import static io.tocsin.hub.control.client.AdminClient.encoded;

import io.tocsin.hub.admin.view.connector.ConnectorTrialsView;
import io.tocsin.hub.admin.view.connector.ConnectorTrialsView.ConnectorTrialView;
import io.tocsin.hub.admin.view.connector.ConnectorView;
import io.tocsin.hub.admin.view.connector.ConnectorsView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin connectors}: those that ask their vendors. */
@Command(
        name = "connectors",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RecordCommand.class, ReplayCommand.class},
        description = {"Looks at the connectors that ask their vendors, and tells them what to do.", ""})
public final class ConnectorsCommand extends Group {
    private static final String CONNECTORS = "connectors";

    private final InstantSource clock;

    public ConnectorsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists the connectors and their feeds, and how far behind each is.", ""})
    int list(@Mixin AdminOptions admin) {
        admin.ask(
                hub -> hub.get(CONNECTORS, ConnectorsView.class),
                connectors -> ConnectorStory.list(admin, connectors, clock.instant()));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Shows one connector: where its feeds stand, and what is wrong.", ""})
    int show(@Mixin AdminOptions admin, @Parameters(paramLabel = "NAME", description = "The connector.") String name) {
        admin.ask(
                hub -> hub.get(CONNECTORS + "/" + encoded(name), ConnectorView.class),
                connector -> new ConnectorStory(admin, clock.instant()).tell(connector));
        return 0;
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = {"Asks the vendor no more, until the connector is resumed.", ""})
    int pause(@Mixin AdminOptions admin, @Parameters(paramLabel = "NAME", description = "The connector.") String name) {
        return order(admin, name, "pause", "Connector " + name + " asks its vendor no more. Where it stands is kept.");
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = {"Asks the vendor again, from where the connector was paused.", ""})
    int resume(
            @Mixin AdminOptions admin, @Parameters(paramLabel = "NAME", description = "The connector.") String name) {
        return order(admin, name, "resume", "Connector " + name + " asks its vendor again, from where it stood.");
    }

    @Command(
            name = "resync",
            mixinStandardHelpOptions = true,
            description = {
                "Forgets the vendor's cursor and reads anew, from shortly before where the feed was read to last. What"
                        + " comes twice has the same id and changes nothing.",
                ""
            })
    int resync(
            @Mixin AdminOptions admin, @Parameters(paramLabel = "NAME", description = "The connector.") String name) {
        return order(admin, name, "resync", "Connector " + name + " reads anew.");
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Asks the first question of each feed now, and keeps nothing of the answer: are address, credential and"
                        + " rights as they should be? Exit status 1 if not.",
                ""
            })
    int test(@Mixin AdminOptions admin, @Parameters(paramLabel = "NAME", description = "The connector.") String name) {
        ConnectorTrialsView told = admin.ask(
                hub -> hub.post(CONNECTORS + "/" + encoded(name) + ":test", Map.of(), ConnectorTrialsView.class),
                trials -> print(admin, trials));
        return told.trials().stream().allMatch(trial -> trial.errorClass() == null) ? 0 : 1;
    }

    private int order(AdminOptions admin, String name, String order, String done) {
        admin.ask(
                hub -> hub.post(CONNECTORS + "/" + encoded(name) + ":" + order, Map.of(), ConnectorView.class),
                connector -> admin.out().println(Plain.safe(done)));
        return 0;
    }

    private static void print(AdminOptions admin, ConnectorTrialsView trials) {
        Table table = new Table("FEED", "ANSWER", "SIGNALS", "UNUSABLE", "NOTE");
        for (ConnectorTrialView trial : trials.trials()) {
            boolean good = trial.errorClass() == null;
            table.row(
                    Cell.of(trial.feed()),
                    new Cell(good ? "good" : String.valueOf(trial.errorClass()), good ? Style.GOOD : Style.BAD),
                    Cell.of(Integer.toString(trial.signals())),
                    Cell.of(Integer.toString(trial.unusable())),
                    Cell.of(trial.error() == null ? "" : trial.error()));
        }
        table.print(admin.out(), admin.terminal());
    }
}
