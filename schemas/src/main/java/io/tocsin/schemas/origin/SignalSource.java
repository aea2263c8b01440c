// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.origin;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a signal comes from.
 *
 * @param vendor who makes the product: {@code okta}, {@code jamf}, …
 * @param connector the configured connector's name
 * @param family the stream of events that this vendor numbers together; a hook and a poll over the same log share it
 * @param eventType the vendor's own word for it
 * @param eventId the vendor's own id, absent where the vendor has none
 * @param severity the vendor's own scale, as text
 */
public record SignalSource(
        String tenant,
        String vendor,
        String connector,
        String family,
        Transport transport,
        String eventType,
        @Nullable String eventId,
        @Nullable String severity) {
    public SignalSource {
        requireNonNull(tenant, "tenant");
        requireNonNull(vendor, "vendor");
        requireNonNull(connector, "connector");
        requireNonNull(family, "family");
        requireNonNull(transport, "transport");
        requireNonNull(eventType, "eventType");
    }
}
