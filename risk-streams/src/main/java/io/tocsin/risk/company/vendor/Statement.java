// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Company;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor says, before it has arrived.
 *
 * @param key the vendor's id of the event, or what makes it another where it has none
 * @param ordinal counts the statements of one event
 */
public record Statement(
        Carrier carrier,
        Vendor vendor,
        String eventType,
        String key,
        int ordinal,
        Instant at,
        SignalType type,
        SignalPayload payload,
        @Nullable InitiatingEntity by,
        @Nullable Entity user,
        @Nullable Entity device,
        @Nullable Entity session,
        SignalContext context) {
    /** A vendor as its signals name it. */
    record Vendor(String name, String connector, String family, boolean numbersEvents) {}

    /** As it is when it arrives. */
    public Signal heard(Instant arrival) {
        return new Signal(
                SignalId.derive(Company.TENANT, vendor.name, vendor.family, key, type, ordinal),
                type,
                new SignalTimes(
                        at,
                        carrier == Carrier.INTUNE ? TimeQuality.DIFF_UPPER_BOUND : TimeQuality.VENDOR_EVENT,
                        null,
                        arrival),
                new SignalSource(
                        Company.TENANT,
                        vendor.name,
                        vendor.connector,
                        vendor.family,
                        carrier.transport(),
                        eventType,
                        vendor.numbersEvents ? key : null,
                        null),
                by,
                null,
                user,
                device,
                session,
                payload,
                context,
                Provenance.NONE,
                Map.of());
    }
}
