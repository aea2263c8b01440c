// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;

/**
 * How the claims of a SET are written for a receiver. The {@code typ} ({@code secevent+jwt}) and the content type are
 * the same in all dialects.
 */
public interface SetWriter {
    /** The standard as it is (SSF 1.0 §4, CAEP 1.0, RISC 1.0); never loosened for anybody. */
    SetWriter SSF_1_0 = claims -> {
        Wording.onlyEvent("ssf-1.0", claims);
        return SetClaimsJson.write(claims);
    };

    /**
     * The claims as this receiver reads them. Throws {@link InexpressibleException} where it could not make sense of
     * them.
     */
    ObjectNode claims(SetClaims claims);

    /** Does the dialect have a word for events of this type? If not, streams are not offered it. */
    default boolean knows(EventType type) {
        return true;
    }
}
