// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.poll.Checked;
import io.tocsin.connectors.vendor.ApiConfig;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak realm, whose admin API ends sessions.
 *
 * @param realm as in the admin API's paths
 * @param issuer the {@code iss} of its tokens; {@code <api.url>/realms/<realm>} if absent
 * @param api its credential needs the realm-management roles {@code manage-users} and {@code view-users}
 */
public record KeycloakTargetConfig(
        String name, String tenant, String realm, @Nullable String issuer, ApiConfig api) implements TargetConfig {
    private static final int PER_MINUTE = 6000;

    public KeycloakTargetConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        realm = Checked.word(name, "realm", realm);
        api = requireNonNull(api, "api").or(null, PER_MINUTE);
    }

    String realmIssuer() {
        return issuer == null ? api.at("/realms/" + realm).toString() : issuer;
    }
}
