// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.held.RulingOrder;
import io.tocsin.hub.control.client.AdminClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which held decisions are meant. */
final class HeldFilter {
    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(names = "--response", paramLabel = "NAME", description = "Only those of this response of the policy.")
    private @Nullable String response;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Only those for which evidence under this rule counted.")
    private @Nullable String rule;

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "Only those that a signal of this connector brought about.")
    private @Nullable String connector;

    boolean isGiven() {
        return tenant != null || response != null || rule != null || connector != null;
    }

    String query() {
        return AdminClient.query("tenant", tenant)
                + AdminClient.query("response", response)
                + AdminClient.query("rule", rule)
                + AdminClient.query("connector", connector);
    }

    RulingOrder order(List<String> ids, boolean all, @Nullable String reason) {
        return new RulingOrder(ids, tenant, response, rule, connector, all, reason);
    }
}
