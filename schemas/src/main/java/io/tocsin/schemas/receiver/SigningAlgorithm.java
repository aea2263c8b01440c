// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a receiver's SETs may be signed with; there is no unsigned one and none with a shared key. */
public enum SigningAlgorithm {
    /** The one that every receiver must know (CAEP interoperability profile §2.6). */
    RS256("RS256"),
    PS256("PS256"),
    ES256("ES256"),
    /** With Ed25519. */
    @JsonProperty("EdDSA")
    EDDSA("EdDSA");

    private final String jose;

    SigningAlgorithm(String jose) {
        this.jose = jose;
    }

    /** As it stands in {@code alg} (RFC 7518 §3.1, RFC 8037 §3.1). */
    public String jose() {
        return jose;
    }
}
