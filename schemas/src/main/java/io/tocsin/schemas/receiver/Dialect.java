// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which form a receiver wants its SETs. */
public enum Dialect {
    /** SSF 1.0, CAEP 1.0 and RISC 1.0 as they stand. */
    @JsonProperty("ssf-1.0")
    SSF_1_0,
    /** The same, within the CAEP interoperability profile. */
    CAEP_INTEROP,
    OKTA,
    /** The legacy SSE drafts, as Apple's management of devices and accounts reads them. */
    APPLE_SSE,
    GOOGLE_WORKSPACE
}
