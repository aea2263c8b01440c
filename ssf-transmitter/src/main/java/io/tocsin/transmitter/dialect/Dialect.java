// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;

/** How the claims of a SET are written for a receiver. */
public interface Dialect {
    /** The standard as it is (SSF 1.0 §4); never loosened. */
    Dialect SSF_1_0 = SetClaimsJson::write;

    /** Throws {@link InexpressibleException}. */
    ObjectNode claims(SetClaims claims);
}
