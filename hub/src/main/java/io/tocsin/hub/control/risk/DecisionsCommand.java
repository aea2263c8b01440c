// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.decision.AuditKeysView;
import io.tocsin.hub.admin.view.decision.DecisionView;
import io.tocsin.hub.admin.view.decision.DecisionsView;
import io.tocsin.hub.admin.view.decision.DecisionsView.DecisionLine;
import io.tocsin.hub.admin.view.decision.ExportView;
import io.tocsin.hub.admin.view.decision.VerificationOrder;
import io.tocsin.hub.admin.view.decision.VerificationView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin decisions}: what was decided, and whether its log is as it was sealed. */
@Command(
        name = "decisions",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Lists what was decided, exports it, and verifies that nobody has changed it since.", ""})
public final class DecisionsCommand extends Group {
    private static final String DECISIONS = "decisions";
    private static final int PAGE = 500;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final InstantSource clock;

    public DecisionsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists decisions, the newest first.", ""})
    int list(
            @Mixin AdminOptions admin,
            @Mixin DecisionFilter filter,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
                    int limit) {
        admin.ask(hub -> hub.get(DECISIONS + "?limit=" + limit + filter.query(), DecisionsView.class), found -> {
            if (found.decisions().isEmpty()) {
                admin.out().println("No decisions.");
            } else {
                table(found).print(admin.out(), admin.terminal());
            }
        });
        return 0;
    }

    static Table table(DecisionsView found) {
        Table table = new Table("WHEN", "OUTCOME", "RESPONSE", "LEVEL", ">SCORE", "POLICY", "ABOUT", "DECISION");
        for (DecisionLine decision : found.decisions()) {
            table.row(
                    Cell.of(Plain.time(decision.at())),
                    new Cell(
                            decision.outcome() + (decision.cause().equals("none") ? "" : ": " + decision.cause()),
                            RiskWords.style(decision.outcome())),
                    Cell.of(decision.response()),
                    new Cell(decision.level(), RiskWords.levelStyle(decision.level())),
                    Cell.of(RiskWords.points(decision.score())),
                    Cell.of(RiskWords.policy(decision)),
                    Cell.of(RiskWords.kind(decision.principal()) + " "
                            + (decision.name() == null ? decision.principal() : decision.name())),
                    Cell.of(decision.id()));
        }
        return table;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes whole decisions to standard output, the oldest first, a JSON object a line, as docs/admin-api.yaml"
                        + " describes it.",
                ""
            })
    int export(@Mixin AdminOptions admin, @Mixin DecisionFilter filter) {
        try (AdminClient hub = admin.open()) {
            String after = null;
            do {
                ExportView page = hub.get(
                        DECISIONS + ":export?limit=" + PAGE + filter.query() + AdminClient.query("after", after),
                        ExportView.class);
                for (DecisionView decision : page.decisions()) {
                    admin.printJson(decision);
                }
                after = page.next();
            } while (after != null);
        }
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Computes the hash over the decision log again, compares it with every signed checkpoint, and says what is"
                        + " not as it was sealed; then the exit status is 1.",
                ""
            })
    int verify(
            @Mixin AdminOptions admin,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description =
                                    "Only what was recorded then or later: 2026-11-22T09:30:00Z, or such as 7d ago.")
                    @Nullable
                    Instant from,
            @Option(names = "--to", paramLabel = "TIME", description = "Only what was recorded before that.") @Nullable
                    Instant to) {
        VerificationView verification;
        try (AdminClient hub = admin.open()) {
            verification = hub.post(DECISIONS + ":verify", new VerificationOrder(from, to), VerificationView.class);
            boolean told = false;
            while (verification.state().equals("waiting")
                    || verification.state().equals("running")) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
                verification =
                        hub.get("verifications/" + AdminClient.encoded(verification.id()), VerificationView.class);
                if (admin.terminal().interactive()) {
                    admin.err().print("\r" + Plain.count(verification.read(), "record") + " read");
                    admin.err().flush();
                    told = true;
                }
            }
            if (told) {
                admin.err().println();
            }
        }
        admin.tell(
                verification,
                told -> new VerificationStory(told, clock.instant(), admin.terminal()).print(admin.out()));
        return Boolean.TRUE.equals(verification.intact()) ? 0 : 1;
    }

    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the keys that checkpoints are signed with; --json also gives their public parts, for another hub's"
                        + " risk.audit.trusted-keys.",
                ""
            })
    int keys(
            @Mixin AdminOptions admin,
            @Option(
                            names = "--rotate",
                            description = "First make a successor of the key that signs, and erase the private part of"
                                    + " that one.")
                    boolean rotate,
            @Mixin Confirmation confirmation) {
        admin.ask(
                hub -> {
                    if (rotate) {
                        confirmation.ask(admin, "Erase the private part of the present audit key?");
                        return hub.post("audit-keys:rotate", new VerificationOrder(null, null), AuditKeysView.class);
                    }
                    return hub.get("audit-keys", AuditKeysView.class);
                },
                keys -> table(keys).print(admin.out(), admin.terminal()));
        return 0;
    }

    private Table table(AuditKeysView keys) {
        Table table = new Table("KEY", "SINCE", "STATE", "WHOSE");
        for (AuditKeysView.AuditKeyView key : keys.keys()) {
            table.row(
                    Cell.of(key.id()),
                    Cell.of(Plain.time(key.since(), clock.instant())),
                    new Cell(key.signs() ? "signs" : "verifies", key.signs() ? Style.GOOD : Style.DIM),
                    Cell.of(key.ours() ? "this hub's" : "trusted"));
        }
        return table;
    }
}
