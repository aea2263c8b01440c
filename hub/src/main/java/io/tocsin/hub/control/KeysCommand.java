// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.key.KeyRotation;
import io.tocsin.hub.admin.view.key.KeysView;
import io.tocsin.hub.admin.view.key.KeysView.KeyView;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin keys}: what SETs and access tokens are signed with. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks at the signing keys and gives them successors.", ""})
public final class KeysCommand extends Group {
    private final InstantSource clock;

    public KeysCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists the signing keys.", ""})
    int list(@Mixin AdminOptions admin) {
        admin.ask(hub -> hub.get("keys", KeysView.class), keys -> print(admin, keys));
        return 0;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a successor for every signing key, or for those of one algorithm. It is published first and signs"
                        + " later; what the old key signed can be verified for some days.",
                ""
            })
    int rotate(
            @Mixin AdminOptions admin,
            @Option(
                            names = "--algorithm",
                            paramLabel = "ALG",
                            description = "Only keys of RS256, PS256, ES256 or EdDSA.")
                    @Nullable
                    String algorithm,
            @Option(
                            names = "--emergency",
                            description = "Somebody else may have the key: it is published no more, and its successor"
                                    + " signs at once. Receivers that keep the JWKS refuse SETs until they fetch it"
                                    + " again.")
                    boolean emergency,
            @Mixin Confirmation confirmation) {
        admin.ask(
                hub -> {
                    if (emergency) {
                        confirmation.ask(
                                admin,
                                "Publish the present keys no more, at once? Access tokens they signed end with them.");
                    }
                    return hub.post("keys:rotate", new KeyRotation(algorithm, emergency), KeysView.class);
                },
                keys -> print(admin, keys));
        return 0;
    }

    private void print(AdminOptions admin, KeysView keys) {
        Instant now = clock.instant();
        Table table = new Table("KEY", "ALGORITHM", "STATE", "SIGNS FROM", "PUBLISHED UNTIL", "PROVIDER");
        for (KeyView key : keys.keys()) {
            table.row(
                    Cell.of(key.id()),
                    Cell.of(key.algorithm()),
                    new Cell(key.state(), style(key.state())),
                    Cell.of(key.signsFrom() == null ? "the start" : Plain.time(key.signsFrom(), now)),
                    Cell.of(key.unpublished() == null ? "-" : Plain.time(key.unpublished(), now)),
                    Cell.of(key.provider() == null ? "not here" : key.provider()));
        }
        table.print(admin.out(), admin.terminal());
        for (String hub : keys.silent()) {
            admin.err()
                    .println("The hub whose transmitter is at " + hub
                            + " did not answer: it reads the keys again by itself, or when it is started.");
        }
    }

    private static Style style(String state) {
        return switch (state) {
            case "current" -> Style.GOOD;
            case "next" -> Style.PLAIN;
            default -> Style.DIM;
        };
    }
}
