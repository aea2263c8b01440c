// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.held.RulingOrder;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which held decisions are ruled on, and why. */
final class HeldChoice {
    @Parameters(paramLabel = "DECISION", arity = "0..*", description = "As listed.")
    private @Nullable List<String> ids;

    @Mixin
    private final HeldFilter filter = new HeldFilter();

    @Option(names = "--all", description = "Everything that is held.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    HeldFilter filter() {
        return filter;
    }

    Confirmation confirmation() {
        return confirmation;
    }

    RulingOrder order(AdminOptions admin) {
        List<String> named = ids == null ? List.of() : ids;
        if ((named.isEmpty() ? 0 : 1) + (filter.isGiven() ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw new ParameterException(
                    admin.spec().commandLine(),
                    "Which? Expected decisions, or some of --tenant, --response, --rule and --connector, or --all.");
        }
        return filter.order(named, all, reason);
    }
}
