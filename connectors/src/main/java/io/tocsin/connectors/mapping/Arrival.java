// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.Transport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How and when a record reached us, and for whom. */
public record Arrival(String tenant, String connector, Transport transport, Instant at) {
    /**
     * What a signal says of where it is from.
     *
     * @param eventId the vendor's, where it gives one
     * @param severity in the vendor's words
     */
    public SignalSource source(
            String vendor, String family, String eventType, @Nullable String eventId, @Nullable String severity) {
        return new SignalSource(tenant, vendor, connector, family, transport, eventType, eventId, severity);
    }
}
