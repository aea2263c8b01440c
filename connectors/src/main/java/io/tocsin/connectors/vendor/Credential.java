// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** By what we prove to a vendor who we are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HeaderCredential.class, name = "header"),
    @JsonSubTypes.Type(value = ClientCredentials.class, name = "client-credentials"),
    @JsonSubTypes.Type(value = ServiceAccount.class, name = "service-account")
})
public sealed interface Credential permits HeaderCredential, ClientCredentials, ServiceAccount {}
