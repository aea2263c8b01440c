// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.Strength;
import org.jspecify.annotations.Nullable;

/**
 * The names of one directory.
 *
 * @param id the directory's (tenant's) id at Microsoft, or what the configuration calls it
 */
public record Directory(String id) {

    String books() {
        return "entra:" + id;
    }

    /** A user by object id, UPN (which may change) and address. */
    Names user(@Nullable String objectId, @Nullable String upn) {
        return new Names()
                .add(IdentifierKind.USER_VENDOR_ID, books(), isZero(objectId) ? null : objectId, Strength.STRONG)
                .add(IdentifierKind.USER_UPN, upn, Strength.STRONG);
    }

    /** A device by the id that sign-ins, Intune and Defender share. */
    Names device(@Nullable String deviceId) {
        return new Names().add(IdentifierKind.DEVICE_ENTRA_ID, isZero(deviceId) ? null : deviceId, Strength.STRONG);
    }

    /** Whom {@code userId}, {@code userPrincipalName} and {@code userDisplayName} name. */
    @Nullable
    Entity user(JsonAt record) {
        return user(record.get("userId").text(), record.get("userPrincipalName").text())
                .display(record.get("userDisplayName").text())
                .entity();
    }

    static SignalContext context(JsonAt record) {
        JsonAt place = record.get("location");
        JsonAt point = place.get("geoCoordinates");
        return new SignalContext(
                record.get("ipAddress").text(),
                record.get("userAgent").text(),
                place.get("countryOrRegion").text(),
                point.get("latitude").number(),
                point.get("longitude").number(),
                record.get("autonomousSystemNumber").integer(),
                null);
    }

    /** Microsoft writes a nil GUID where there is none. */
    private static boolean isZero(@Nullable String id) {
        return id != null && id.chars().allMatch(c -> c == '0' || c == '-');
    }
}
