// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.auth.StandardWebhooks;
import io.tocsin.connectors.keycloak.EventHook;
import io.tocsin.connectors.keycloak.Realm;
import io.tocsin.connectors.poll.Checked;
import java.util.List;
import java.util.Set;

/**
 * A Keycloak realm whose events our listener posts.
 *
 * @param realm its name, as in the admin API's paths
 * @param issuer the {@code iss} of its tokens, as the connector that polls the same realm has it
 * @param authentication {@code standard-webhooks}, as the listener signs
 * @param loginIsEmail whether user names are addresses that the realm vouches for; false where not given
 * @param ownActors user ids of the service accounts by which the role {@code actions} ends sessions: what they do is no
 *     evidence
 */
public record KeycloakHookConfig(
        String name,
        String tenant,
        String realm,
        String issuer,
        Authentication authentication,
        Boolean loginIsEmail,
        List<String> ownActors)
        implements WebhookConnectorConfig {
    public KeycloakHookConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        realm = Checked.word(name, "realm", realm);
        issuer = Checked.present(name, "issuer", issuer);
        if (!(Checked.present(name, "authentication", authentication) instanceof StandardWebhooks)) {
            throw new IllegalArgumentException("connector " + name
                    + ": authentication is of another type, expected standard-webhooks, as the listener signs");
        }
        loginIsEmail = loginIsEmail != null && loginIsEmail;
        ownActors = ownActors == null ? List.of() : List.copyOf(ownActors);
    }

    /** What makes signals of its deliveries. */
    public EventHook source() {
        return new EventHook(new Realm(realm, issuer, loginIsEmail, Set.copyOf(ownActors)));
    }
}
