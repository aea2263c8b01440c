// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.risk.RiskView;
import io.tocsin.hub.admin.view.risk.RisksView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin risk}: how users, devices and sessions stand. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Tells how risky a user, device or session is now, and why.", ""})
public final class RiskCommand extends Group {
    private final InstantSource clock;

    public RiskCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Shows score and level, what they are made of, who passes risk on, and what was decided lately. Points are"
                        + " faded to this moment.",
                ""
            })
    int show(
            @Mixin AdminOptions admin,
            @Parameters(
                            paramLabel = "NAME",
                            description = "An e-mail address, a serial number, a session id or any other name that a"
                                    + " source gave, or a canonical id.")
                    String name) {
        admin.ask(hub -> hub.get("risk?" + AdminClient.query("subject", name).substring(1), RisksView.class), found -> {
            boolean first = true;
            for (RiskView principal : found.principals()) {
                if (!first) {
                    admin.out().println();
                }
                first = false;
                new RiskStory(principal, clock.instant(), admin.terminal()).print(admin.out());
            }
        });
        return 0;
    }
}
