// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.admin.view.policy.DocumentView;
import io.tocsin.hub.admin.view.policy.PoliciesView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.risk.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A policy that was chosen by a word, a file, or the name of a version.
 *
 * @param origin what it is, for people
 */
record Choice(Policy policy, String origin) {
    static final String DEFAULT = "default";
    static final String ACTIVE = "active";

    private static final String POLICIES = "policies";

    /**
     * Finds and reads it.
     *
     * @param admin the hub that has it, where it is no file
     * @throws io.tocsin.risk.policy.document.PolicyException with every mistake in it
     * @throws io.tocsin.hub.control.client.ControlException where a hub that is needed does not tell
     */
    static Choice of(String chosen, AdminOptions admin) {
        return switch (chosen) {
            case DEFAULT -> new Choice(Policy.load(null), "the policy that comes with the program");
            case ACTIVE -> {
                try (AdminClient hub = admin.open()) {
                    String active =
                            hub.get(POLICIES, PoliciesView.class).active().policy();
                    yield new Choice(published(hub, active), "active, " + active);
                }
            }
            default -> {
                Path file = Path.of(chosen);
                if (Files.exists(file) || chosen.contains("/") || chosen.endsWith(".yaml") || chosen.endsWith(".yml")) {
                    yield new Choice(Policy.load(file), chosen);
                }
                try (AdminClient hub = admin.open()) {
                    yield new Choice(published(hub, chosen), chosen);
                }
            }
        };
    }

    private static Policy published(AdminClient hub, String named) {
        DocumentView document = hub.get(POLICIES + "/" + AdminClient.encoded(named), DocumentView.class);
        return Policy.read(document.policy(), document.text().getBytes(UTF_8));
    }
}
