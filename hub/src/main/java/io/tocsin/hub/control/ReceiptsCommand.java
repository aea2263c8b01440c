// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static io.tocsin.hub.control.client.AdminClient.encoded;

import io.tocsin.hub.admin.view.action.ReceiptView;
import io.tocsin.hub.admin.view.action.RevocationReceiptsView;
import io.tocsin.hub.admin.view.action.RevocationView;
import io.tocsin.hub.admin.view.action.SetReceiptView;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin receipts}: what became of revocations at those who were made to end the session. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows what became of revocations: at identity providers, applications and receivers of SETs.",
            ""
        })
public final class ReceiptsCommand extends Group {
    private final InstantSource clock;

    public ReceiptsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists revocations and how long each took to have an effect, newest first.", ""})
    int list(
            @Mixin AdminOptions admin,
            @Option(
                            names = "--unconfirmed",
                            description = "Only those that no target has confirmed and no receiver acknowledged.")
                    boolean unconfirmed,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "At most so many, up to 1000; 100 if not given.")
                    int limit) {
        admin.ask(
                hub -> hub.get("receipts?limit=" + limit + "&unconfirmed=" + unconfirmed, RevocationReceiptsView.class),
                receipts -> print(admin, receipts));
        return 0;
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {"Asks the target once more, as if for the first time.", ""})
    int retry(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "RECEIPT", description = "The receipt's id.") String id) {
        admin.ask(
                hub -> hub.post("receipts/" + encoded(id) + ":retry", Map.of(), ReceiptView.class),
                receipt -> admin.out().println(Plain.safe("Target " + receipt.target() + " is asked once more.")));
        return 0;
    }

    private void print(AdminOptions admin, RevocationReceiptsView receipts) {
        Instant now = clock.instant();
        Table table = new Table("TXN", "TENANT", "HEARD", "TARGET", "STANDING", "EFFECT", "TRIES", "RECEIPT", "NOTE");
        for (RevocationView revocation : receipts.revocations()) {
            if (revocation.receipts().isEmpty() && revocation.sets().isEmpty()) {
                table.row(
                        Cell.of(revocation.txn()),
                        Cell.of(revocation.tenant()),
                        Cell.of(Plain.time(revocation.heard(), now)),
                        Cell.of("nobody"),
                        new Cell("untold", Style.BAD),
                        Cell.of("-"),
                        Cell.of("0"),
                        Cell.of("-"),
                        Cell.of("no target is its tenant's, and no stream asks for it"));
            }
            for (ReceiptView receipt : revocation.receipts()) {
                table.row(
                        Cell.of(revocation.txn()),
                        Cell.of(revocation.tenant()),
                        Cell.of(Plain.time(revocation.heard(), now)),
                        Cell.of(receipt.target()),
                        new Cell(receipt.standing(), style(receipt.standing())),
                        Cell.of(receipt.effectMillis() == null ? "-" : receipt.effectMillis() + " ms"),
                        Cell.of(Integer.toString(receipt.attempts())),
                        Cell.of(receipt.id()),
                        Cell.of(receipt.trouble() == null ? "" : receipt.trouble()));
            }
            for (SetReceiptView set : revocation.sets()) {
                table.row(
                        Cell.of(revocation.txn()),
                        Cell.of(revocation.tenant()),
                        Cell.of(Plain.time(revocation.heard(), now)),
                        Cell.of("stream " + set.streamId()),
                        new Cell(set.standing(), style(set.standing())),
                        Cell.of(set.effectMillis() == null ? "-" : set.effectMillis() + " ms"),
                        Cell.of(Integer.toString(set.attempts())),
                        Cell.of("-"),
                        Cell.of(set.trouble() == null ? "" : set.trouble()));
            }
        }
        table.print(admin.out(), admin.terminal());
    }

    private static Style style(String standing) {
        return switch (standing) {
            case "done", "acknowledged" -> Style.GOOD;
            case "given-up", "rejected", "dropped" -> Style.BAD;
            case "absent" -> Style.DIM;
            default -> Style.PLAIN;
        };
    }
}
