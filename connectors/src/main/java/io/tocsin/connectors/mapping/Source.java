// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.connectors.json.JsonAt;

/**
 * A vendor's format. Pure: no input or output, and safe for use by several threads. Both methods throw
 * {@link io.tocsin.connectors.json.UnexpectedJsonException} for what they cannot use.
 */
public interface Source {

    /** Takes a delivery apart; throws where its envelope is not the vendor's. */
    Batch records(JsonAt body);

    /** Maps one record; throws where it cannot be used, which concerns that record only. */
    Mapped map(JsonAt record, Arrival arrival);
}
