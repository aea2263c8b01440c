// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored events of a Keycloak realm.
 *
 * @param realm as in the admin API's paths
 * @param issuer the {@code iss} of the realm's tokens; {@code <api.url>/realms/<realm>} where not given
 * @param loginIsEmail whether user names are addresses that the realm vouches for; false where not given
 * @param ownActors user ids of the service accounts by which the role {@code actions} ends sessions: what they do is no
 *     evidence
 * @param feeds which of {@code events}, {@code admin-events}; both where empty
 */
public record KeycloakConfig(
        String name,
        String tenant,
        String realm,
        @Nullable String issuer,
        Boolean loginIsEmail,
        List<String> ownActors,
        List<String> feeds,
        ApiConfig api,
        Schedule schedule)
        implements PollConfig {
    public KeycloakConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        realm = Checked.word(name, "realm", realm);
        loginIsEmail = loginIsEmail != null && loginIsEmail;
        ownActors = ownActors == null ? List.of() : List.copyOf(ownActors);
        feeds = Checked.feeds(name, feeds, List.of("events", "admin-events"));
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }

    /** Where we end no sessions. */
    public KeycloakConfig(
            String name,
            String tenant,
            String realm,
            @Nullable String issuer,
            boolean loginIsEmail,
            List<String> feeds,
            ApiConfig api,
            Schedule schedule) {
        this(name, tenant, realm, issuer, loginIsEmail, List.of(), feeds, api, schedule);
    }
}
