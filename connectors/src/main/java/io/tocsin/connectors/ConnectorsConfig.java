// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.hook.Auth0HookConfig;
import io.tocsin.connectors.hook.EntraHookConfig;
import io.tocsin.connectors.hook.GenericConfig;
import io.tocsin.connectors.hook.HintConfig;
import io.tocsin.connectors.hook.JamfConfig;
import io.tocsin.connectors.hook.KeycloakHookConfig;
import io.tocsin.connectors.hook.OktaConfig;
import io.tocsin.connectors.hook.PingOneHookConfig;
import io.tocsin.connectors.hook.WazuhHookConfig;
import io.tocsin.connectors.hook.WebhookConnectorConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.webhook.WebhookLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All connectors of one program, each with a name of its own; at least one.
 *
 * @param webhooks those that vendors call
 * @param limits the webhook server's; the defaults where not given
 * @param polls those that ask their vendors
 */
public record ConnectorsConfig(List<WebhookConnectorConfig> webhooks, WebhookLimits limits, List<PollConfig> polls) {
    public ConnectorsConfig {
        webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
        polls = polls == null ? List.of() : List.copyOf(polls);
        if (webhooks.isEmpty() && polls.isEmpty()) {
            throw new IllegalArgumentException(
                    "connectors.webhooks and connectors.polls are empty, expected at least one connector");
        }
        limits = limits == null ? WebhookLimits.DEFAULT : limits;
        Set<String> names = new HashSet<>();
        webhooks.forEach(webhook -> requireNew(names, "webhooks", webhook.name()));
        polls.forEach(poll -> requireNew(names, "polls", poll.name()));
        for (WebhookConnectorConfig webhook : webhooks) {
            switch (webhook) {
                case HintConfig hint -> requirePoll(polls, hint.name(), "wakes", hint.wakes());
                case EntraHookConfig entra -> {
                    requirePoll(polls, entra.name(), "wakes", entra.wakes());
                    if (entra.renews() != null) {
                        requirePoll(polls, entra.name(), "renews", entra.renews());
                    }
                }
                case OktaConfig okta -> {}
                case JamfConfig jamf -> {}
                case KeycloakHookConfig keycloak -> {}
                case Auth0HookConfig auth0 -> {}
                case PingOneHookConfig pingone -> {}
                case WazuhHookConfig wazuh -> {}
                case GenericConfig generic -> {}
            }
        }
    }

    private static void requirePoll(List<PollConfig> polls, String connector, String key, String named) {
        if (polls.stream().noneMatch(poll -> poll.name().equals(named))) {
            throw new IllegalArgumentException("connector " + connector + ": " + key + " is '" + named
                    + "', expected the name of one of connectors.polls");
        }
    }

    /** Webhooks only. */
    public ConnectorsConfig(List<WebhookConnectorConfig> webhooks, WebhookLimits limits) {
        this(webhooks, limits, List.of());
    }

    /** Webhooks only, with the default limits. */
    public ConnectorsConfig(List<WebhookConnectorConfig> webhooks) {
        this(webhooks, WebhookLimits.DEFAULT);
    }

    private static void requireNew(Set<String> names, String list, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "connectors." + list + " has two connectors named " + name + ", expected one");
        }
    }
}
