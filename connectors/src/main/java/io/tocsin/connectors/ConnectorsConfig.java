// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.webhook.WebhookLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All connectors of one program.
 *
 * @param webhooks at least one, each with a name of its own
 * @param limits the webhook server's; the defaults where not given
 */
public record ConnectorsConfig(List<WebhookConnectorConfig> webhooks, WebhookLimits limits) {
    public ConnectorsConfig {
        if (webhooks == null || webhooks.isEmpty()) {
            throw new IllegalArgumentException("connectors.webhooks is empty, expected at least one connector");
        }
        webhooks = List.copyOf(webhooks);
        limits = limits == null ? WebhookLimits.DEFAULT : limits;
        Set<String> names = new HashSet<>();
        for (WebhookConnectorConfig webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new IllegalArgumentException(
                        "connectors.webhooks has two connectors named " + webhook.name() + ", expected one");
            }
        }
    }

    /** With the default limits. */
    public ConnectorsConfig(List<WebhookConnectorConfig> webhooks) {
        this(webhooks, WebhookLimits.DEFAULT);
    }
}
