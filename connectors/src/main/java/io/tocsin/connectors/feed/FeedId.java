// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.schemas.connector.StateKey;
import io.tocsin.schemas.origin.Transport;
import java.time.Instant;

/**
 * Which feed it is.
 *
 * @param family what the vendor numbers together, and the feed's name within its connector
 */
public record FeedId(String tenant, String connector, String vendor, String family) {

    /** Under what its position is kept. */
    public StateKey key() {
        return StateKey.position(tenant, connector, family);
    }

    public Arrival arrival(Transport transport, Instant now) {
        return new Arrival(tenant, connector, transport, now);
    }

    @Override
    public String toString() {
        return connector + "/" + family;
    }
}
