// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.credential;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.connectors.vendor.VendorApi;
import java.time.InstantSource;

/** By what we prove to a vendor who we are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HeaderCredential.class, name = "header"),
    @JsonSubTypes.Type(value = ClientCredentials.class, name = "client-credentials"),
    @JsonSubTypes.Type(value = ServiceAccount.class, name = "service-account")
})
public sealed interface Credential permits HeaderCredential, ClientCredentials, ServiceAccount {

    /**
     * Proves it with every question.
     *
     * @param paced where the questions go
     * @param http where tokens are asked for, which no pace of the API's is for
     */
    VendorApi prove(VendorApi paced, VendorApi http, InstantSource clock);
}
