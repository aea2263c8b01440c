// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.connectors.vendor.ApiConfig;
import org.jspecify.annotations.Nullable;

/** One connector that asks its vendor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OktaLogConfig.class, name = "okta"),
    @JsonSubTypes.Type(value = EntraConfig.class, name = "entra"),
    @JsonSubTypes.Type(value = EntraSubscriptionConfig.class, name = "entra-subscription"),
    @JsonSubTypes.Type(value = IntuneConfig.class, name = "intune"),
    @JsonSubTypes.Type(value = DefenderConfig.class, name = "defender"),
    @JsonSubTypes.Type(value = CrowdStrikeConfig.class, name = "crowdstrike"),
    @JsonSubTypes.Type(value = EventHubsConfig.class, name = "event-hubs"),
    @JsonSubTypes.Type(value = JamfInventoryConfig.class, name = "jamf"),
    @JsonSubTypes.Type(value = FleetConfig.class, name = "fleet"),
    @JsonSubTypes.Type(value = Auth0LogConfig.class, name = "auth0"),
    @JsonSubTypes.Type(value = SentinelOneConfig.class, name = "sentinelone"),
    @JsonSubTypes.Type(value = GoogleConfig.class, name = "google-workspace"),
    @JsonSubTypes.Type(value = KeycloakConfig.class, name = "keycloak")
})
public sealed interface PollConfig
        permits OktaLogConfig,
                EntraConfig,
                EntraSubscriptionConfig,
                IntuneConfig,
                DefenderConfig,
                CrowdStrikeConfig,
                EventHubsConfig,
                JamfInventoryConfig,
                FleetConfig,
                Auth0LogConfig,
                SentinelOneConfig,
                GoogleConfig,
                KeycloakConfig {

    /** Unlike any other connector's; lower-case letters, digits and hyphens. */
    String name();

    /** Whose signals these are. */
    String tenant();

    /** How its vendor's API is reached; absent for a vendor that is read another way. */
    default @Nullable ApiConfig api() {
        return null;
    }

    /** How often it asks, and how far back. */
    Schedule schedule();
}
