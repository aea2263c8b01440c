// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.connectors.json.JsonAt;

/** A vendor's format of deliveries, and what their records mean. */
public interface Source extends RecordMapper {

    /**
     * Takes a delivery apart; throws {@link io.tocsin.connectors.json.UnexpectedJsonException} where its envelope is
     * not the vendor's.
     */
    Batch records(JsonAt body);

    /** A delivery as one JSON text, where the vendor may send it otherwise. */
    default byte[] json(byte[] body) {
        return body;
    }

    /**
     * Whether the vendor sends what was refused again, and nothing else until it is taken: then what cannot be used is
     * answered as taken, once it is kept.
     */
    default boolean insists() {
        return false;
    }
}
