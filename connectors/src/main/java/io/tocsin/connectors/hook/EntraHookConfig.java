// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.auth.ClientState;
import io.tocsin.connectors.poll.Checked;
import io.tocsin.schemas.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph's change notifications: they say that something changed, and the connector that asks looks now.
 *
 * @param clientStates what each notice proves itself by: the subscription's secret, or two while one replaces the other
 * @param wakes the connector among {@code polls} that reads what changed
 * @param renews the one that keeps the subscription, of type {@code entra-subscription}; absent where something else
 *     keeps it
 */
public record EntraHookConfig(
        String name,
        String tenant,
        List<Secret> clientStates,
        String wakes,
        @Nullable String renews) implements WebhookConnectorConfig {
    public EntraHookConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        clientStates = new ClientState(clientStates).secrets();
        wakes = Checked.name(Checked.present(name, "wakes", wakes));
        renews = renews == null ? null : Checked.name(renews);
    }

    @Override
    public Authentication authentication() {
        return new ClientState(clientStates);
    }
}
