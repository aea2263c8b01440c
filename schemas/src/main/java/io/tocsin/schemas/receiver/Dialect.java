// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/** In which form a receiver wants its SETs. */
public enum Dialect {
    /** SSF 1.0, CAEP 1.0 and RISC 1.0 as they stand. */
    @JsonProperty("ssf-1.0")
    SSF_1_0,
    /** The same, with {@code sub_id} once more inside the events, where drafts before SSF 1.0 had the subject. */
    @JsonProperty("ssf-1.0-copied-subject")
    SSF_1_0_COPIED_SUBJECT,
    /** The same, within the CAEP interoperability profile. */
    CAEP_INTEROP,
    /** As Okta reads them. */
    OKTA,
    /** The legacy SSE drafts, as Apple's management of devices and accounts reads them. */
    APPLE_SSE,
    /** As Google Workspace reads them. */
    GOOGLE_WORKSPACE;

    /**
     * Do its receivers ask for a delivery in the words of the drafts before SSF 1.0? Apple's do, as transmitters that
     * serve them know; Google's own interface for RISC has no others.
     */
    public boolean knowsLegacyDelivery() {
        return switch (this) {
            case APPLE_SSE, GOOGLE_WORKSPACE -> true;
            case SSF_1_0, SSF_1_0_COPIED_SUBJECT, CAEP_INTEROP, OKTA -> false;
        };
    }

    /** What its receivers verify. */
    public Set<SigningAlgorithm> algorithms() {
        return switch (this) {
            case SSF_1_0, SSF_1_0_COPIED_SUBJECT -> EnumSet.allOf(SigningAlgorithm.class);
            case CAEP_INTEROP, OKTA, GOOGLE_WORKSPACE -> EnumSet.of(SigningAlgorithm.RS256);
            case APPLE_SSE -> EnumSet.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256);
        };
    }
}
