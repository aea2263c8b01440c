// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.signal.IdentifierKind;
import java.util.Locale;
import java.util.Set;

/** Values that name nobody. */
final class Junk {
    private static final Set<String> PLACEHOLDERS = Set.of(
            "",
            "-1",
            "unknown",
            "null",
            "none",
            "n/a",
            "na",
            "not available",
            "not applicable",
            "not specified",
            "default string",
            "system serial number",
            "to be filled by o.e.m.",
            "to be filled by oem",
            "o.e.m.",
            "oem",
            "invalid",
            "123456789",
            "0123456789",
            "1234567890");

    private Junk() {}

    static boolean is(IdentifierKind kind, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (PLACEHOLDERS.contains(lower)) {
            return true;
        }
        return switch (kind) {
            case DEVICE_SERIAL -> repeats(lower) || value.length() < 4;
            case DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID, DEVICE_IMEI -> repeats(lower);
            case DEVICE_MAC -> repeats(lower) || !isBurnedIn(lower);
            case DEVICE_VENDOR_ID, DEVICE_HOSTNAME, DEVICE_CERT_SHA256 -> false;
            case USER_EMAIL -> value.indexOf('@') < 1;
            case USER_UPN, USER_LOGIN, USER_VENDOR_ID, USER_ISS_SUB, USER_SID -> false;
            case USER_SAM_ACCOUNT, USER_PHONE, USER_LOCAL_NAME -> false;
            case SESSION_VENDOR_ID, SESSION_ROOT_ID, SESSION_OIDC_SID, SESSION_SAML_INDEX -> false;
            case WORKLOAD_SPIFFE_ID, TOKEN_ID, IP, UNKNOWN -> false;
        };
    }

    /** One character all along, separators aside: zeros, effs, exes. */
    private static boolean repeats(String value) {
        return value.chars().filter(Character::isLetterOrDigit).distinct().count() <= 1;
    }

    /** Locally administered and group addresses (docker's 02:42, private Wi-Fi addresses) come and go. */
    private static boolean isBurnedIn(String mac) {
        try {
            return mac.length() >= 12 && (Integer.parseInt(mac.substring(0, 2), 16) & 0b11) == 0;
        } catch (NumberFormatException notHex) {
            return false;
        }
    }
}
