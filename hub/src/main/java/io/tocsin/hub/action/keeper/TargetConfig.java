// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Somebody who keeps sessions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeycloakTargetConfig.class, name = "keycloak"),
    @JsonSubTypes.Type(value = BackChannelConfig.class, name = "back-channel-logout")
})
public sealed interface TargetConfig permits KeycloakTargetConfig, BackChannelConfig {
    /** In receipts and meters; lower-case letters, digits and hyphens. */
    String name();

    /** Whose revocations it is told of. */
    String tenant();
}
