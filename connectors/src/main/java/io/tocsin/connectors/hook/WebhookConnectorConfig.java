// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.connectors.auth.Authentication;

/** One webhook connector: who calls, and in which format. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OktaConfig.class, name = "okta"),
    @JsonSubTypes.Type(value = EntraHookConfig.class, name = "entra"),
    @JsonSubTypes.Type(value = Auth0HookConfig.class, name = "auth0"),
    @JsonSubTypes.Type(value = PingOneHookConfig.class, name = "pingone"),
    @JsonSubTypes.Type(value = WazuhHookConfig.class, name = "wazuh"),
    @JsonSubTypes.Type(value = JamfConfig.class, name = "jamf"),
    @JsonSubTypes.Type(value = KeycloakHookConfig.class, name = "keycloak"),
    @JsonSubTypes.Type(value = GenericConfig.class, name = "generic"),
    @JsonSubTypes.Type(value = HintConfig.class, name = "hint")
})
public sealed interface WebhookConnectorConfig
        permits OktaConfig,
                EntraHookConfig,
                JamfConfig,
                KeycloakHookConfig,
                GenericConfig,
                HintConfig,
                Auth0HookConfig,
                PingOneHookConfig,
                WazuhHookConfig {

    /** Last part of its address, {@code /webhooks/<name>}; lower-case letters, digits and hyphens. */
    String name();

    /** Whose signals these are. */
    String tenant();

    Authentication authentication();
}
