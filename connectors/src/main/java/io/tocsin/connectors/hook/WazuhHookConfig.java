// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.poll.Checked;

/**
 * A Wazuh manager's alerts, posted by the integration script in {@code docs/wazuh}.
 *
 * @param instance the manager's name
 * @param authentication {@code standard-webhooks}, as the script signs
 */
public record WazuhHookConfig(String name, String tenant, String instance, Authentication authentication)
        implements WebhookConnectorConfig {
    public WazuhHookConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        instance = Checked.word(name, "instance", instance);
        authentication = Checked.present(name, "authentication", authentication);
    }
}
