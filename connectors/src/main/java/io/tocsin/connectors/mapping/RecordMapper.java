// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.connectors.json.JsonAt;

/** What one of a vendor's records means. Pure: no input or output, and safe for use by several threads. */
@FunctionalInterface
public interface RecordMapper {

    /**
     * Maps one record; throws {@link io.tocsin.connectors.json.UnexpectedJsonException} where it cannot be used, which
     * concerns that record only.
     */
    Mapped map(JsonAt record, Arrival arrival);
}
