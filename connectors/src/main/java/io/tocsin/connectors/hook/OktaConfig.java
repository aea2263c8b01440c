// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.poll.Checked;
import java.util.List;

/**
 * An Okta organisation's event hooks.
 *
 * @param org the organisation's name, {@code acme} of acme.okta.com
 * @param authentication a static header, as Okta's hooks have nothing else
 * @param ownIssuers the {@code iss} of the SETs that we send: what they do in Okta is no evidence
 * @param loginIsEmail whether logins are e-mail addresses that the organisation vouches for, which join its users with
 *     other sources'; true where not given
 */
public record OktaConfig(
        String name,
        String tenant,
        String org,
        Authentication authentication,
        List<String> ownIssuers,
        Boolean loginIsEmail)
        implements WebhookConnectorConfig {
    public OktaConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        org = Checked.word(name, "org", org);
        if (!(Checked.present(name, "authentication", authentication) instanceof StaticHeader)) {
            throw new IllegalArgumentException("connector " + name
                    + ": authentication is of another type, expected header: Okta sends nothing else");
        }
        ownIssuers = ownIssuers == null ? List.of() : List.copyOf(ownIssuers);
        loginIsEmail = loginIsEmail == null || loginIsEmail;
    }
}
