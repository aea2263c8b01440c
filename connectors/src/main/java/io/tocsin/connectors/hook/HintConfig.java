// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.poll.Checked;

/**
 * A vendor's hook that is not believed: whatever it says, the connector that asks the same vendor looks now, and what
 * the vendor answers counts. For hooks that prove nothing (Fleet's), or say too little.
 *
 * @param wakes the name of the connector among {@code polls}
 */
public record HintConfig(String name, String tenant, Authentication authentication, String wakes)
        implements WebhookConnectorConfig {
    public HintConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        authentication = Checked.present(name, "authentication", authentication);
        wakes = Checked.name(Checked.present(name, "wakes", wakes));
    }
}
