// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;

/**
 * An Auth0 tenant's log.
 *
 * @param domain the tenant's, {@code acme.eu.auth0.com}, as of its stream
 * @param loginIsEmail whether user names are addresses that the tenant vouches for; true where not given
 */
public record Auth0LogConfig(
        String name, String tenant, String domain, Boolean loginIsEmail, ApiConfig api, Schedule schedule)
        implements PollConfig {
    public Auth0LogConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        domain = Checked.word(name, "domain", domain);
        loginIsEmail = loginIsEmail == null || loginIsEmail;
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
