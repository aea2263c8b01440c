// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.poll.Checked;

/**
 * An Auth0 tenant's log stream to a custom webhook.
 *
 * @param domain the tenant's, {@code acme.eu.auth0.com}
 * @param authentication a header: the stream's authorization token
 * @param loginIsEmail whether user names are addresses that the tenant vouches for; true where not given
 */
public record Auth0HookConfig(
        String name, String tenant, String domain, Authentication authentication, Boolean loginIsEmail)
        implements WebhookConnectorConfig {
    public Auth0HookConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        domain = Checked.word(name, "domain", domain);
        authentication = Checked.present(name, "authentication", authentication);
        loginIsEmail = loginIsEmail == null || loginIsEmail;
    }
}
