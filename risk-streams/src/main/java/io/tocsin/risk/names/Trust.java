// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.names;

import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;

/**
 * How far a name proves who is meant: what its source claims, but never more than its kind can. A source that doubts
 * its own record (an EDR that calls a machine a potential duplicate) claims less for the names in it.
 */
public final class Trust {
    private Trust() {}

    public static Strength of(Identifier identifier) {
        Strength most = most(identifier.kind());
        return switch (identifier.strength()) {
            case STRONG -> most;
            case MEDIUM -> most == Strength.STRONG ? Strength.MEDIUM : most;
            case WEAK, UNKNOWN -> Strength.WEAK;
        };
    }

    private static Strength most(IdentifierKind kind) {
        return switch (kind) {
            case USER_EMAIL,
                    USER_UPN,
                    USER_LOGIN,
                    USER_VENDOR_ID,
                    USER_ISS_SUB,
                    USER_SID,
                    DEVICE_SERIAL,
                    DEVICE_UDID,
                    DEVICE_SMBIOS_UUID,
                    DEVICE_ENTRA_ID,
                    DEVICE_VENDOR_ID,
                    DEVICE_IMEI,
                    DEVICE_CERT_SHA256,
                    SESSION_VENDOR_ID,
                    SESSION_OIDC_SID,
                    SESSION_SAML_INDEX,
                    WORKLOAD_SPIFFE_ID -> Strength.STRONG;
            case USER_SAM_ACCOUNT, USER_PHONE, DEVICE_MAC, DEVICE_HOSTNAME -> Strength.MEDIUM;
            // a root session groups many sessions; a local name is everybody's
            case UNKNOWN, USER_LOCAL_NAME, SESSION_ROOT_ID, TOKEN_ID, IP -> Strength.WEAK;
        };
    }
}
