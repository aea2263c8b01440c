// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.auth.BasicCredentials;
import io.tocsin.connectors.auth.NoCredentials;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.jamf.ComplianceGroup;
import io.tocsin.connectors.poll.Checked;
import java.util.List;

/**
 * A Jamf Pro server's webhooks; one address serves all of them.
 *
 * @param instance the server's name, {@code acme} of acme.jamfcloud.com
 * @param authentication header, basic or none, which is what Jamf Pro has
 * @param groups the smart groups that decide compliance
 */
public record JamfConfig(
        String name, String tenant, String instance, Authentication authentication, List<ComplianceGroup> groups)
        implements WebhookConnectorConfig {
    public JamfConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        instance = Checked.word(name, "instance", instance);
        Checked.present(name, "authentication", authentication);
        if (!(authentication instanceof StaticHeader
                || authentication instanceof BasicCredentials
                || authentication instanceof NoCredentials)) {
            throw new IllegalArgumentException("connector " + name
                    + ": authentication is of another type, expected header, basic or none: Jamf Pro does not sign");
        }
        groups = groups == null ? List.of() : List.copyOf(groups);
    }
}
