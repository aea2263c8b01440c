// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.poll.Checked;

/**
 * A PingOne environment's webhook.
 *
 * @param environment the environment's id
 * @param authentication a header of the webhook's, which PingOne sends with every batch
 */
public record PingOneHookConfig(String name, String tenant, String environment, Authentication authentication)
        implements WebhookConnectorConfig {
    public PingOneHookConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        environment = Checked.word(name, "environment", environment);
        authentication = Checked.present(name, "authentication", authentication);
    }
}
